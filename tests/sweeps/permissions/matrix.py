"""Reads the tables beside it: method × address × who → status.

A cell says what that person gets for a request with an empty body. So 400 (or a page with 200 and its form again) means
"allowed, but there was nothing in it"; 403 means "may see it, may not do this"; 404 means "may not know of it"; 302 on
a page for anonymous is the way to the sign-in page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    method: str
    route: str
    expected: Mapping[str, int]

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.route


@dataclass(frozen=True)
class Matrix:
    people: list[str]
    rows: list[Row]

    def keys(self) -> set[tuple[str, str]]:
        return {row.key for row in self.rows}


def read_matrix(name: str) -> Matrix:
    """The first line names the people; every other line is a row; lines with # are remarks."""
    lines = [line.split() for line in (HERE / name).read_text().splitlines() if line.strip() and line[0] != "#"]
    people = lines[0][2:]
    rows = []
    for method, route, *cells in lines[1:]:
        if len(cells) != len(people):
            raise ValueError(f"{name}: {method} {route} has {len(cells)} cells for {len(people)} people.")
        rows.append(Row(method, route, dict(zip(people, map(int, cells), strict=True))))
    return Matrix(people, rows)


def write_rows(people: Iterable[str], rows: Iterable[Row]) -> str:
    """Rows as they stand in the tables, for the message of a failing test."""
    head = [["method", "address", *people]]
    cells = [[row.method, row.route, *(str(row.expected[one]) for one in people)] for row in rows]
    widths = [max(map(len, column)) for column in zip(*head, *cells, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in head + cells
    )
