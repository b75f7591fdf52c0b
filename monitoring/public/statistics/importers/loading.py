"""Loading: the lines of one publication into the database by COPY, inside the caller's transaction.

Nothing is held but the codes already seen: memory does not grow with the length of a file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from django.db import connection

from monitoring.public.statistics.choices import PRESENT
from monitoring.public.statistics.importers.parse import ParsedLine, Publication, Remarks
from tenants.public.geography.choices import Level
from tenants.public.geography.models import Region

_MOST_LISTED = 20
_TELL_EVERY = 250
_LINES_AT_ONCE = 100
_COPY = "COPY statistics_line (release_id, region_id, values, absences) FROM STDIN"


@dataclass
class Counts:
    """What the lines of a publication came to. `content_sha256` is of the lines that were taken, with their columns."""

    lines: int = 0
    values: int = 0
    absent: int = 0
    unknown_regions: int = 0
    unknown: list[str] = field(default_factory=list)
    content_sha256: str = ""


class Regions:
    """The regions of one division, by code and, for tables that have no codes, by name within a municipality."""

    def __init__(self, division_year: int) -> None:
        rows = Region.objects.valid_on(dt.date(division_year, 1, 1)).values_list("id", "code", "name", "level")
        self._ids: dict[str, int] = {}
        self._municipalities: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._within = ""
        for key, code, name, level in rows.order_by("code", "valid_from"):
            self._ids[code] = key
            if level == Level.MUNICIPALITY:
                self._municipalities[name] = code
            elif level == Level.DISTRICT and name:
                self._names[code[2:6], name] = code

    def find(self, line: ParsedLine) -> tuple[str, int | None]:
        """Code and id; without an id when the region is not known. Names follow that of their municipality."""
        code = line.code or self._by_name(line.name)
        return code, self._ids.get(code)

    def _by_name(self, name: str) -> str:
        municipality = self._municipalities.get(name)
        if municipality is not None:
            self._within = municipality[2:]
            return municipality
        return self._names.get((self._within, name), name)


def take_lines(
    publication: Publication, regions: Regions, remarks: Remarks, tell: Callable[[], None]
) -> Iterator[tuple[int, str] | Counts]:
    """The id of the region and the line as text, for every line whose region is known; at last the counts."""
    counts = Counts()
    digest = hashlib.sha256(repr([(column.topic, column.source_key) for column in publication.columns]).encode())
    seen: dict[str, int] = {}
    for line in publication.lines:
        code, region_id = regions.find(line)
        if code in seen:
            remarks.fault(line.number, "", "known_twice", region=code, first=seen[code])
            continue
        seen[code] = line.number
        if region_id is None:
            counts.unknown_regions += 1
            if len(counts.unknown) < _MOST_LISTED:
                counts.unknown.append(code)
        else:
            counts.lines += 1
            absent = len(line.values) - line.absences.count(PRESENT) if line.absences else 0
            counts.absent += absent
            counts.values += len(line.values) - absent
            text = _as_text(line)
            digest.update(f"{code}\t{text}".encode())
            yield region_id, text
        if len(seen) % _TELL_EVERY == 0:
            tell()
    tell()
    counts.content_sha256 = digest.hexdigest()
    yield counts


def copy_lines(release_id: int, taken: Iterator[tuple[int, str] | Counts]) -> Counts:
    """Write the lines of a release and give the counts."""
    counts = Counts()
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        # Some lines at a time: a word with the server for each of them would take as long as reading it.
        buffer: list[str] = []
        for each in taken:
            if isinstance(each, Counts):
                counts = each
                continue
            buffer.append(f"{release_id}\t{each[0]}\t{each[1]}")
            if len(buffer) == _LINES_AT_ONCE:
                copy.write("".join(buffer))
                buffer.clear()
        copy.write("".join(buffer))
    return counts


def count_lines(taken: Iterator[tuple[int, str] | Counts]) -> Counts:
    """The counts alone, for a trial run."""
    counts = Counts()
    for each in taken:
        if isinstance(each, Counts):
            counts = each
    return counts


def _as_text(line: ParsedLine) -> str:
    """Values and absences in the text format of COPY: digits, points, signs and letters, nothing needs escaping."""
    if not line.absences:
        return f"{{{','.join(cast(tuple[str, ...], line.values))}}}\t\n"
    values = ",".join(["NULL" if value is None else value for value in line.values])
    return f"{{{values}}}\t{line.absences}\n"
