"""The figures behind every page as files. Read in parts, so that a long one never lies in memory whole."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from monitoring.dashboards.figures import ChartedFigure, charted_figures
from monitoring.dashboards.tables import csv_rows
from monitoring.indicators.models import Indicator
from monitoring.indicators.querysets import IndicatorQuerySet
from programs.programs.page import find_program
from tenants.kit.clock import today

_AT_ONCE = 200


@require_safe
def program_csv(request: HttpRequest, program_id: UUID) -> StreamingHttpResponse:
    program = find_program(request, program_id)
    return _csv(Indicator.objects.of_program(program.pk), slugify(program.title) or str(program.pk))


@require_safe
def indicators_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every indicator of every public programme, in one file."""
    return _csv(Indicator.objects.public(), "indicators")


def _figures(rows: IndicatorQuerySet, on: dt.date) -> Iterator[ChartedFigure]:
    ids = iter(list(rows.in_order().values_list("pk", flat=True)))
    while part := list(islice(ids, _AT_ONCE)):
        yield from charted_figures(Indicator.objects.filter(pk__in=part).in_order(), on)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _csv(rows: IndicatorQuerySet, name: str) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())
    lines = (writer.writerow(row) for row in csv_rows(_figures(rows, today())))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
