"""The figures behind every page as files. Read and written in parts, so that a long one never lies in memory whole."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

import xlsxwriter
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from monitoring.dashboards.figures import charted_figures
from monitoring.dashboards.tables import HEADER, Cell, records
from monitoring.indicators.models import Indicator
from monitoring.indicators.querysets import IndicatorQuerySet
from programs.programs.page import find_program
from tenants.kit.clock import today

_AT_ONCE = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What XML cannot hold, and what tears a line of CSV in two.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@require_safe
def program_csv(request: HttpRequest, program_id: UUID) -> StreamingHttpResponse:
    return _csv(*_of_program(request, program_id))


@require_safe
def program_xlsx(request: HttpRequest, program_id: UUID) -> FileResponse:
    return _xlsx(*_of_program(request, program_id))


@require_safe
def indicators_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every indicator of every public programme, in one file."""
    return _csv(Indicator.objects.public(), "indicators")


@require_safe
def indicators_xlsx(request: HttpRequest) -> FileResponse:
    return _xlsx(Indicator.objects.public(), "indicators")


def _of_program(request: HttpRequest, program_id: UUID) -> tuple[IndicatorQuerySet, str]:
    program = find_program(request, program_id)
    return Indicator.objects.of_program(program.pk), slugify(program.title) or str(program.pk)


def _records(rows: IndicatorQuerySet, on: dt.date) -> Iterator[list[Cell]]:
    ids = iter(list(rows.in_order().values_list("pk", flat=True)))
    while part := list(islice(ids, _AT_ONCE)):
        yield from records(charted_figures(Indicator.objects.filter(pk__in=part).in_order(), on))


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _csv(rows: IndicatorQuerySet, name: str) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield writer.writerow(HEADER)
        for record in _records(rows, today()):
            yield writer.writerow([_as_text(cell) for cell in record])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _as_text(cell: Cell) -> str:
    """With a decimal point, and days as year-month-day."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return (
        safe(_CONTROL.sub("", cell))
        if isinstance(cell, str)
        else f"{cell:f}"
        if isinstance(cell, Decimal)
        else str(cell)
    )


def safe(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are left alone."""
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text


def _xlsx(rows: IndicatorQuerySet, name: str) -> FileResponse:
    """Numbers are numbers, days are days, and every text is a text: a formula, a code with noughts in front, a date."""
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("figures")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(HEADER):
        sheet.write_string(0, column, title, bold)
    for line, record in enumerate(_records(rows, today()), start=1):
        for column, cell in enumerate(record):
            _write(sheet, line, column, cell)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=_XLSX)


def _write(sheet: Any, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, dt.date):
        sheet.write_datetime(line, column, dt.datetime.combine(cell, dt.time()))
    elif isinstance(cell, int | Decimal):
        sheet.write_number(line, column, cell)
    elif cell:
        sheet.write_string(line, column, _CONTROL.sub("", cell)[:32_767])
