"""`manage.py services start|status|stop`: the embedded PostgreSQL and Valkey by hand."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config import services


class Command(BaseCommand):
    help = "Start, stop or show the embedded PostgreSQL and Valkey (not for production)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=["start", "status", "stop"], default="status")
        parser.add_argument("--json", action="store_true", help="print the state as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "start":
            services.keep()
        elif options["what"] == "stop":
            services.stop()
        state = services.status()
        if options["json"]:
            self.stdout.write(json.dumps(state, indent=2))
            return
        for name, found in state.items():
            self.stdout.write(f"{name}: {self._sentence(found)}")

    def _sentence(self, found: dict[str, object]) -> str:
        if not found["embedded"]:
            return "as the environment names it."
        if not found["running"]:
            return "does not run; it starts by itself when a command needs it."
        return f"runs as process {found['processId']} at {found['url']}."
