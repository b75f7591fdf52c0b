"""The table of settings in docs/operating.md, from the comments above them in settings.py.

`python -m config.settings_table` prints it; a test compares it with the document.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).with_name("settings.py")
_SETTING = re.compile(r'env\.(?P<kind>\w+)\("(?P<name>[A-Z_]+)", default=(?P<default>.+?)\)(?:[\s,)]|$)')


def rows() -> Iterator[tuple[str, str, str]]:
    """Name, default and explanation of every variable of the environment, in the order of the file."""
    comment: list[str] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ──"):  # the heading of a part
            comment = []
            continue
        if line.strip().startswith("# "):
            comment.append(line.strip().removeprefix("# "))
            continue
        if found := _SETTING.search(line):
            yield found["name"], _written(ast.literal_eval(found["default"])), " ".join(comment)
        comment = []


def _written(default: object) -> str:
    """As it would stand in the environment; lists with commas."""
    text = ",".join(default) if isinstance(default, list) else str(default)
    return f"`{text}`" if text else ""


def table() -> str:
    lines = [f"| `{name}` | {default} | {words} |" for name, default, words in rows()]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *lines])


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
