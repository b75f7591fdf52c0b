"""Write the OpenAPI document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from tenants.kit.api.document import document


class Command(BaseCommand):
    help = "Prints the OpenAPI document of the API, or writes it to --output FILE."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, help="write it to this file")
        parser.add_argument("--language", default="en", choices=["nl", "en"], help="language of the descriptions")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            text = as_text(document(options["language"]))
        if options["output"] is None:
            self.stdout.write(text, ending="")
        else:
            options["output"].write_text(text, encoding="utf-8")


def as_text(made: dict[str, Any]) -> str:
    """The document as it lies in the tree: one thing a line, so that a change of the contract is a readable diff."""
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"
