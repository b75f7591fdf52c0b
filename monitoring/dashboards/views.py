"""The pages of the council and of everybody: what came of what was agreed. Read-only; no login needed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TypeVar, cast
from uuid import UUID

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from monitoring.dashboards import figures, sentences
from monitoring.dashboards.cards import card_of, line_of, promise_rows, segments
from monitoring.dashboards.figures import IndicatorFigure, worst_first
from monitoring.dashboards.tables import csv_rows
from monitoring.indicators.models import Indicator
from programs.programs.models import Program
from tenants.kit.caller import caller_of
from tenants.kit.clock import today

CHARTS_ON_FRONT = 2

View = TypeVar("View", bound=Callable[..., HttpResponse])


def allow_chart_styles(view: View) -> View:
    """The chart library writes its own style element; only pages that draw with it allow that."""
    return cast(View, csp_update({"style-src": [UNSAFE_INLINE]})(view))


@require_safe
@allow_chart_styles
def dashboard(request: HttpRequest) -> HttpResponse:
    """The whole municipality: conclusion, distribution, what changed, promises, programmes, indicators."""
    on = today()
    found = figures.municipality_dashboard(on)
    ranked = worst_first(found.indicators)
    context = {
        "on": on,
        "found": found,
        "heading": sentences.conclusion_of(found),
        "lead": sentences.lead(found.indicators, found.promises),
        "segments": segments(found.distribution, found.indicators),
        "judged_on": figures.judged_on(found.indicators),
        "promises": promise_rows(found.promises),
        "changes": [line_of(figure) for figure in found.changes],
        "overdue": figures.overdue_escalations(caller_of(request), on),
        "programs": [(each, sentences.worst_of(each)) for each in found.programs],
        "cards": [card_of(figure, on) for figure in ranked[:CHARTS_ON_FRONT] if figure.baseline],
        "lines": [line_of(figure) for figure in ranked],
        "has_examples": any(each.program.is_example for each in found.programs),
    }
    return render(request, "dashboards/dashboard.html", context)


@require_safe
@allow_chart_styles
def program_dashboard(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """One programme, with a chart for every indicator."""
    on = today()
    program = _find_program(request, program_id)
    found = figures.program_dashboard(program, on)
    key = [figure for figure in found.indicators if figure.is_key]
    context = {
        "on": on,
        "found": found,
        "program": program,
        "heading": sentences.conclusion(found.distribution),
        "lead": sentences.lead(key, found.promises),
        "segments": segments(found.distribution, key),
        "judged_on": figures.judged_on(key),
        "promises": promise_rows(found.promises),
        "late": figures.late_commitments(program, on),
        "cards": [card_of(figure, on) for figure in worst_first(found.indicators)],
    }
    return render(request, "dashboards/program.html", context)


@require_safe
def program_csv(request: HttpRequest, program_id: UUID) -> StreamingHttpResponse:
    program = _find_program(request, program_id)
    found = figures.indicator_figures(Indicator.objects.of_program(program.pk), today())
    return _csv(found, slugify(program.title) or str(program.pk))


@require_safe
def indicators_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every indicator of every public programme, in one file."""
    public = Indicator.objects.filter(program__in=Program.objects.public())
    return _csv(figures.indicator_figures(public, today()), "indicators")


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Where the files are, and what stands in them."""
    programs = Program.objects.public().order_by("title", "id")
    return render(request, "dashboards/open_data.html", {"programs": programs})


def _find_program(request: HttpRequest, program_id: UUID) -> Program:
    """The programme, when this caller may know of it. Four queries with its areas, visions and phases."""
    program: Program | None = figures.visible_programs(caller_of(request)).filter(pk=program_id).first()
    if program is None:
        raise Http404
    return program


class _Echo:
    """A file that hands back what is written to it, so that a long file never lies in memory whole."""

    def write(self, value: str) -> str:
        return value


def _csv(found: Iterable[IndicatorFigure], name: str) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())
    response = StreamingHttpResponse(
        (writer.writerow(row) for row in csv_rows(found)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
