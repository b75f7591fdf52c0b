"""Parsing: from rows of cells to publications with columns and lines. Pure and streamed: a line at a time.

A publication is what becomes one release: one table, one period and (at RIVM) one age group. A file may hold several
of them after each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter

from monitoring.public.statistics.choices import LETTERS, PRESENT, Absence
from monitoring.public.statistics.importers import catalogue, layouts
from monitoring.public.statistics.importers.cells import EMPTY, NEGATIVE, UNREADABLE, CellReader
from monitoring.public.statistics.importers.files import Fetched, Row, UnreadableFile
from monitoring.public.statistics.importers.layouts import Layout
from tenants.jobs.kinds import JobFault

_HEADER_WITHIN = 8
_MOST_FAULTS = 200
_CODE = re.compile(r"(NL[0-9]{2}|GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4})")
_UNKNOWN = LETTERS[Absence.UNKNOWN.value]


@dataclass
class Remarks:
    """What is to be said of a file, gathered while it is read. Only the first 200 faults are kept, all are counted."""

    faults: list[JobFault] = field(default_factory=list)
    fault_count: int = 0
    notices: list[JobFault] = field(default_factory=list)
    skipped_lines: int = 0

    def fault(self, line: int, column: str, code: str, **values: object) -> None:
        """Something is wrong at a place; line 0 is the file as a whole. What the codes mean: `importers.faults`."""
        self.fault_count += 1
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(JobFault(code, {"line": line, "column": column, **values}))


@dataclass(frozen=True)
class Column:
    """A column of figures: its topic, what the source calls it, and where it stands in a row."""

    topic: str
    source_key: str
    index: int


@dataclass(frozen=True)
class ParsedLine:
    """The figures of one region. `values` are numbers as text with a point; `absences` one letter a column, or empty."""

    number: int
    code: str
    name: str
    values: tuple[str | None, ...]
    absences: str


@dataclass(frozen=True)
class Publication:
    """One table, period and group with its lines, to be read once and in order."""

    layout: Layout
    period: int
    group: str
    columns: tuple[Column, ...]
    lines: Iterator[ParsedLine]

    @property
    def vintage(self) -> str:
        return f"{self.layout.table} {self.period}" + (f", {self.group}" if self.group else "")

    @property
    def division_year(self) -> int:
        return self.layout.division_year or self.period


def publications(source: str, fetched: Fetched, remarks: Remarks) -> Iterator[Publication]:
    """The publications in a file. Read the lines of one before asking for the next.

    Raises UnreadableFile when the header is not one of the layouts of `source`.
    """
    layout, header, rows = _recognise(source, fetched)
    columns = _columns(layout, header)
    for key in layout.unknown_columns(header):
        remarks.notices.append(JobFault("unknown_column", {"key": key}))
    reader = _LineReader(layout, header, columns, remarks)
    seen: set[tuple[int, str]] = set()
    for (period, group), part in groupby(reader.about(rows), key=itemgetter(0, 1)):
        if (period, group) in seen:
            raise UnreadableFile("lines_apart", period=period, group=group)
        seen.add((period, group))
        yield Publication(layout, period, group, columns, reader.lines(part))
    if not seen:
        raise UnreadableFile("no_lines")


def _recognise(source: str, fetched: Fetched) -> tuple[Layout, list[str], Iterator[tuple[int, Row]]]:
    """Find the header among the first lines; some exports begin with a title and empty lines."""
    first = list(islice(fetched.rows, _HEADER_WITHIN))
    for at, (_number, row) in enumerate(first):
        header = [str(cell or "").strip() for cell in row]
        layout = layouts.recognise(source, header)
        if layout is not None:
            return layout, header, chain(first[at + 1 :], fetched.rows)
    found = ", ".join(str(cell or "") for cell in first[0][1][:6]) if first else ""
    raise UnreadableFile("unknown_table", source=source, found=found[:200])


def _columns(layout: Layout, header: Sequence[str]) -> tuple[Column, ...]:
    known = catalogue.columns_of(layout.name)
    return tuple(Column(known[key], key, index) for index, key in enumerate(header) if known.get(key))


class _LineReader:
    """Turns the rows of one layout into lines."""

    def __init__(self, layout: Layout, header: Sequence[str], columns: tuple[Column, ...], remarks: Remarks) -> None:
        self._layout, self._columns, self._remarks = layout, columns, remarks
        self._place = {key: index for index, key in reversed(list(enumerate(header)))}
        self._code_at = self._place[layout.code_column] if layout.code_column else 0
        self._name_at = self._place[layout.name_column] if layout.name_column else None
        self._width = max(column.index for column in columns) + 1
        self._indexes = [column.index for column in columns]
        self._pick = itemgetter(*self._indexes, *self._indexes[:1])
        self._empty = LETTERS[layout.empty]
        self._cells = CellReader()
        self._by_name = not layout.code_column
        self._signed = {
            position for position, column in enumerate(columns) if catalogue.topics()[column.topic].minimum is None
        }

    def about(self, rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, str, int, Row]]:
        """Period, group, line number and row of every row that is data."""
        for number, row in rows:
            if not any(row) or len(row) < 2:
                # Empty lines, and "Bron: CBS" below the table.
                self._remarks.skipped_lines += 1
                continue
            if len(row) < self._width:
                self._remarks.fault(number, "", "other_width", cells=len(row), width=self._width)
                continue
            about = self._period_and_group(number, row)
            if about is not None:
                yield (*about, number, row)

    def _period_and_group(self, number: int, row: Row) -> tuple[int, str] | None:
        if self._layout is not layouts.RIVM:
            if self._layout.name == "map-2020" and not str(row[self._place["jrstatcode"]]).startswith("2020"):
                self._remarks.fault(number, "jrstatcode", "other_map")
                return None
            return self._layout.period, ""
        margin = str(row[self._place["Marges"]]).strip()
        if margin != "MW00000":
            # Lower and upper bounds of the interval stand on lines of their own in other exports.
            self._remarks.skipped_lines += 1
            return None
        period, age = str(row[self._place["Perioden"]]).strip(), str(row[self._place["Leeftijd"]]).strip()
        group = layouts.AGE_GROUPS.get(age)
        if group is None:
            self._remarks.fault(number, "Leeftijd", "unknown_age", cell=age, known=", ".join(layouts.AGE_GROUPS))
            return None
        if not re.fullmatch(r"[0-9]{4}JJ00", period):
            self._remarks.fault(number, "Perioden", "no_year", cell=period)
            return None
        return int(period[:4]), group

    def lines(self, part: Iterator[tuple[int, str, int, Row]]) -> Iterator[ParsedLine]:
        for _period, _group, number, row in part:
            code, name = self._region(number, row)
            if code or name:
                yield self._line(number, code, name, row)

    def _region(self, number: int, row: Row) -> tuple[str, str]:
        """Code and name; both empty when the row is about no region."""
        first = str(row[self._code_at] or "").strip()
        if self._by_name:
            if first == "Wijken en buurten" or first.startswith("Stadsdeel ") or not first:
                self._remarks.skipped_lines += 1
                return "", ""
            return "", first
        code = "NL00" if first == "NL01" else first
        if not _CODE.fullmatch(code):
            self._remarks.fault(number, self._layout.code_column, "no_region", cell=first)
            return "", ""
        name = "" if self._name_at is None else str(row[self._name_at] or "").strip()
        return code, "" if name == "NULL" else name

    def _line(self, number: int, code: str, name: str, row: Row) -> ParsedLine:
        values: tuple[str | None, ...]
        # In one go through C: this is nearly all of the work of an import. The picker gives the first column a
        # second time at the end, for with a single column it would give no tuple.
        values, all_letters = zip(*map(self._cells.__getitem__, self._pick(row)[:-1]), strict=True)
        letters = "".join(all_letters)
        if UNREADABLE in letters or NEGATIVE in letters:
            values, letters = self._remark_on(number, row, list(values), letters)
        if letters.count(PRESENT) == len(letters):
            return ParsedLine(number, code, name, values, "")
        return ParsedLine(number, code, name, values, letters.replace(EMPTY, self._empty))

    def _remark_on(
        self, number: int, row: Row, values: list[str | None], letters: str
    ) -> tuple[tuple[str | None, ...], str]:
        """Say what is wrong with cells that are no number, or negative where nothing can be."""
        judged = list(letters)
        for position, letter in enumerate(letters):
            if letter == NEGATIVE and position in self._signed:
                judged[position] = PRESENT
            elif letter in (NEGATIVE, UNREADABLE):
                cell = str(row[self._indexes[position]]).strip()
                wrong = "negative" if letter == NEGATIVE else "no_number"
                self._remarks.fault(number, self._columns[position].source_key, wrong, cell=cell[:40])
                values[position], judged[position] = None, _UNKNOWN
        return tuple(values), "".join(judged)
