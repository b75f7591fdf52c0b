"""Reads the log as an operator's tools do: the lines that the product's own formatter writes."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.config import DictConfigurator
from typing import Any

from django.conf import settings


class Lines:
    """What was logged, as text and as objects."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    def __str__(self) -> str:
        return self.stream.getvalue()

    def of(self, logger: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in str(self).splitlines()]
        return [line for line in lines if line["logger"] == logger]


@contextmanager
def logged() -> Iterator[Lines]:
    """Everything that is logged inside, requests included."""
    lines = Lines()
    formatter = DictConfigurator({"version": 1}).configure_formatter(dict(settings.LOGGING["formatters"]["json"]))
    handler = logging.StreamHandler(lines.stream)
    handler.setFormatter(formatter)
    root, requests = logging.getLogger(), logging.getLogger("django_structlog")
    level = requests.level
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        requests.setLevel(level)
        root.removeHandler(handler)
