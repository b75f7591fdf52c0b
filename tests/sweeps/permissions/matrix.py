"""Reads the `permissions.txt` of each app: method × address × who → status, and why.

A file has up to three tables: `api`, `pages` and `operator` (the pages of the operator's host). The line that begins one
names its people. A cell says what that person gets for a request with an empty body: 400 (or a page with 200 and its form
again) means "allowed, but there was nothing in it", 412 "nor what was seen";
403 "may see it, may not do this"; 404 "may not know of it"; 302 on
a page is the way to the sign-in page, or on from what was done. What follows the cells is the reason, which a row owes
that gives to some what it refuses to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.sweeps.homes import TESTS

TABLES = ("api", "pages", "operator")
REFUSED = (401, 403, 404)


@dataclass(frozen=True)
class Row:
    method: str
    route: str
    expected: Mapping[str, int]
    why: str = ""
    file: Path = TESTS

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.route

    @property
    def owes_a_reason(self) -> bool:
        """Whether some who are signed in may and others may not."""
        refused = {status in REFUSED for name, status in self.expected.items() if name != "anonymous"}
        return len(refused) == 2


@dataclass(frozen=True)
class Table:
    people: list[str]
    rows: list[Row]

    def row(self, method: str, route: str) -> Row | None:
        return next((row for row in self.rows if row.key == (method, route)), None)


@cache
def read_tables() -> dict[str, Table]:
    """The three tables, each put together from the files of all apps. Lines with # are remarks."""
    tables: dict[str, Table] = {}
    for file in sorted(TESTS.glob("*/*/permissions.txt")):
        table = None
        for line in file.read_text().splitlines():
            words = line.split()
            if not words or line[0] == "#":
                continue
            if words[0] in TABLES:
                table = tables.setdefault(words[0], Table(words[2:-1], []))
                if table.people != words[2:-1]:
                    raise ValueError(f"{file}: {words[0]} has other people than the same table elsewhere.")
            elif table is None:
                raise ValueError(f"{file} does not say which table its first row belongs to.")
            else:
                table.rows.append(_row(words, table.people, file))
    return tables


def _row(words: list[str], people: list[str], file: Path) -> Row:
    method, route, *rest = words
    cells, why = rest[: len(people)], rest[len(people) :]
    if len(cells) < len(people) or not all(cell.isdigit() for cell in cells):
        raise ValueError(f"{file}: {method} {route} needs a number for each of {len(people)} people.")
    return Row(method, route, dict(zip(people, map(int, cells), strict=True)), " ".join(why), file)


def write_table(name: str, people: Iterable[str], rows: Iterable[Row]) -> str:
    """As it stands in a file, for the message of a failing test."""
    head = [[name, "address", *people, "why"]]
    cells = [[row.method, row.route, *(str(row.expected[one]) for one in people), row.why] for row in rows]
    widths = [max(map(len, column)) for column in zip(*head, *cells, strict=True)]
    return "\n".join(_line(cells, widths) for cells in head + cells)


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def rows_of(address: str, table: Table) -> Iterator[Row]:
    return (row for row in table.rows if row.route == address)
