"""One statement at a time: a distributed server passes no string on that holds several."""

from __future__ import annotations

import re

# What may hold a semicolon that ends nothing: quoted text and names, bodies of functions, remarks.
_PIECE = re.compile(
    r"(?P<tag>\$\w*\$).*?(?P=tag)|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|(?P<end>;)", re.DOTALL
)


def statements(sql: str) -> list[str]:
    """The statements of a script, each without its semicolon."""
    ends = [piece.start() for piece in _PIECE.finditer(sql) if piece["end"]]
    parts = [
        sql[start:end].strip() for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(sql)], strict=True)
    ]
    return [part for part in parts if part]
