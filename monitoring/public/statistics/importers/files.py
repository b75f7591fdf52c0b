"""Fetching: from a file in whatever packing to rows of cells. What the cells mean is decided elsewhere."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from monitoring.public.statistics.importers.cells import Cell
from tenants.jobs.kinds import JobFault

# The map has its outlines as text in a cell; Python's limit of 128 kB a cell is less than some of them.
csv.field_size_limit(64 * 1024 * 1024)

Row = list[Cell]


class UnreadableFile(ValueError):
    """The file cannot be read, or is no table that is known; `fault` says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.fault = JobFault(code, values)


@dataclass(frozen=True)
class Fetched:
    """An open file: rows with the line they stand on, and how far the reading is."""

    name: str
    size: int
    rows: Iterator[tuple[int, Row]]
    _raw: IO[bytes]

    @property
    def done(self) -> int:
        """Bytes of the file that have been read."""
        return self.size if self._raw.closed else min(self.size, self._raw.tell())


def sha256_of(path: Path) -> str:
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


@contextmanager
def fetch(path: Path, name: str = "") -> Iterator[Fetched]:
    """Open CSV, JSON or Excel, gzipped or not; told apart by what is in it."""
    name = name or path.name
    try:
        with path.open("rb") as raw:
            yield Fetched(name, path.stat().st_size, _rows(raw), raw)
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError) as error:
        raise UnreadableFile("damaged", why=str(error)) from error
    except OSError as error:
        raise UnreadableFile("unreadable", why=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("not_utf8", byte=error.start) from error
    except csv.Error as error:
        raise UnreadableFile("not_a_table", why=str(error)) from error


def _rows(raw: IO[bytes]) -> Iterator[tuple[int, Row]]:
    start = raw.read(2)
    raw.seek(0)
    if start == b"PK":
        return _excel_rows(raw)
    content = gzip.GzipFile(fileobj=raw) if start == b"\x1f\x8b" else raw
    text = io.TextIOWrapper(cast(IO[bytes], content), encoding="utf-8-sig", newline="")
    sample = text.read(16384)
    text.seek(0)
    if not sample.strip():
        raise UnreadableFile("empty")
    if sample.lstrip().startswith("{"):
        return _json_rows(text)
    return _csv_rows(text, sample)


def _csv_rows(text: IO[str], sample: str) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(text, delimiter=";" if sample.count(";") > sample.count(",") else ",")
    for row in reader:
        yield reader.line_num, list(row)


def _excel_rows(raw: IO[bytes]) -> Iterator[tuple[int, Row]]:
    try:
        book = openpyxl.load_workbook(raw, read_only=True, data_only=True)
    except (KeyError, ValueError, InvalidFileException) as error:
        raise UnreadableFile("not_excel", why=str(error)) from error
    try:
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, [_plain(cell) for cell in row]
    finally:
        book.close()


def _plain(cell: Any) -> Cell:
    return cell if cell is None or type(cell) in (str, int, float) else str(cell)


def _json_rows(text: IO[str]) -> Iterator[tuple[int, Row]]:
    """A document {code: {key: value}} as a header and a row per code; keys that a code lacks are None."""
    try:
        document = json.load(text)
    except ValueError as error:
        raise UnreadableFile("not_json", why=str(error)) from error
    if not isinstance(document, dict) or not all(isinstance(values, dict) for values in document.values()):
        raise UnreadableFile("other_json")
    keys = sorted({key for values in document.values() for key in values})
    yield 1, ["code", *keys]
    for number, (code, values) in enumerate(document.items(), start=2):
        yield number, [code, *(_plain(values.get(key)) for key in keys)]
