"""The pages of the council and of everybody: what came of what was agreed. Read-only; no login needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from monitoring.dashboards import figures, sentences
from monitoring.dashboards.amendments import amendments
from monitoring.dashboards.cards import card_of, conclusion_of, line_of, promise_rows, segments
from monitoring.dashboards.charts import write
from monitoring.dashboards.figures import Summary
from monitoring.dashboards.filters import IndicatorFilters
from monitoring.dashboards.tables import values_of
from monitoring.indicators.models import Indicator
from monitoring.indicators.policies import can_record_observation
from participation.commitments.models import Commitment
from programs.programs.models import Program
from programs.programs.page import find_program, program_page
from programs.programs.policies import can_edit_program
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.decades import span
from tenants.kit.order import in_dutch
from tenants.kit.remembering import remembered

CHARTS_ON_FRONT = 2
# A chart in three drawings with its table weighs ten times as much as its conclusion alone.
CHARTS_OF_A_PROGRAM = 4
PROGRAMS_ON_A_PAGE = 15
INDICATORS_ON_A_PAGE = 50

View = TypeVar("View", bound=Callable[..., HttpResponse])


def allow_chart_styles(view: View) -> View:
    """The chart library writes its own style element; only pages that draw with it allow that."""
    return cast(View, csp_update({"style-src": [UNSAFE_INLINE]})(view))


@require_safe
@allow_chart_styles
@remembered
def dashboard(request: HttpRequest) -> HttpResponse:
    """The whole municipality: conclusion, distribution, what changed, promises, programmes, indicators."""
    on = today()
    page = Paginator(figures.programs_that_run(), PROGRAMS_ON_A_PAGE).get_page(request.GET.get("page"))
    worst = figures.charted_figures(figures.running().worst_first()[: figures.SHOWN], on)
    promises = figures.promises_of(page, on)
    programs = figures.program_figures(page, promises)
    found = figures.summary_of(figures.running(), worst, [row for rows in promises.values() for row in rows])
    context = {
        **_summary(found),
        "on": on,
        "changes": [line_of(figure) for figure in figures.changes()],
        "overdue": figures.overdue_escalations(caller_of(request), on),
        "page_obj": page,
        "programs": [(each, sentences.worst_of(each)) for each in programs],
        "scale": span([(each.begin, each.horizon_year) for each in page], on),
        "charts": [card_of(figure, on) for figure in worst[:CHARTS_ON_FRONT] if figure.baseline],
        "lines": [line_of(figure) for figure in worst],
        "has_examples": any(each.program.is_example for each in programs),
    }
    return render(request, "dashboards/dashboard.html", context)


@require_safe
@remembered
def indicators(request: HttpRequest) -> HttpResponse:
    """Key indicators of all programmes that run, or of one programme, the worst first."""
    rows = Indicator.objects.visible_to(caller_of(request)) if "programId" in request.GET else figures.running()
    filters = IndicatorFilters.on_page(request, rows.key())
    page = Paginator(filters.qs.worst_first().with_names().with_targets(), INDICATORS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page_obj": page,
        "filters": filters,
        "lines": [line_of(figure) for figure in figures.figures_of_rows(page)],
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboards/indicator_list.html", context)


@require_safe
@allow_chart_styles
@remembered
def program_dashboard(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """How far one programme is: the tab that everybody reads. A chart for the worst, a conclusion for each."""
    on = today()
    program = find_program(request, program_id)
    own = Indicator.objects.of_program(program.pk).worst_first()
    page = Paginator(own.with_names(), INDICATORS_ON_A_PAGE).get_page(request.GET.get("page"))
    listed = figures.figures_of_rows(page)
    drawn = [figure.id for figure in listed if figure.baseline][:CHARTS_OF_A_PROGRAM] if page.number == 1 else []
    promises = Commitment.objects.filter(program=program).promises(on).get(program.pk, [])
    found = figures.summary_of(own.key(), [figure for figure in listed if figure.is_key], promises)
    context = {
        **program_page(request, program, "program_dashboard"),
        **_summary(found),
        "term": Program.objects.with_term().get(pk=program.pk),
        "late": figures.late_commitments(program, on),
        "amendments": amendments(program),
        "page_obj": page,
        "charts": [card_of(figure, on) for figure in figures.charted_figures(own.filter(pk__in=drawn), on)],
        "conclusions": [conclusion_of(figure) for figure in listed if figure.id not in drawn],
    }
    return render(request, "dashboards/program.html", context)


@require_safe
@allow_chart_styles
@remembered
def indicator_page(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """One indicator: what the rule says of it, its chart, its path, and every value with its source."""
    on, caller = today(), caller_of(request)
    rows = Indicator.objects.visible_to(caller).select_related("topic", "baseline__release")
    indicator = get_object_or_404(rows, pk=indicator_id)
    program = find_program(request, indicator.program_id)
    (figure,) = figures.charted_figures(Indicator.objects.filter(pk=indicator.pk), on)
    context = {
        **program_page(request, program, "program_indicators"),
        "indicator": indicator,
        "name": sentences.capitalised(sentences.short(figure)),
        "card": card_of(figure, on),
        "charts": [figure],
        "values": values_of(figure),
        "withdrawn": [(seen, write(figure, seen.value)) for seen in indicator.observations.withdrawn()],
        "baseline_value": write(figure, indicator.baseline.value) if figure.baseline else "",
        "history": [(target, write(figure, target.value)) for target in indicator.targets.order_by("date", "revision")],
        "can_edit": can_edit_program(caller, program, on) and not program.has_ended,
        "can_record": can_record_observation(caller, program, on) and not program.has_ended,
    }
    return render(request, "dashboards/indicator_page.html", context)


@require_safe
@allow_chart_styles
def chart(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """The part of a page with an indicator's chart and table, for a page that shows its conclusion already."""
    rows = Indicator.objects.visible_to(caller_of(request)).filter(pk=indicator_id)
    if "HX-Request" not in request.headers:
        return redirect("indicator", get_object_or_404(rows).pk)
    on = today()
    found = figures.charted_figures(rows, on)
    if not found:
        raise Http404
    return render(request, "dashboards/indicator.html", {"card": card_of(found[0], on)})


@require_safe
@remembered
def open_data(request: HttpRequest) -> HttpResponse:
    """Where the files are, and what stands in them."""
    programs = Program.objects.public().order_by(in_dutch("title"), "id")
    page = Paginator(programs, INDICATORS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "dashboards/open_data.html", {"page_obj": page})


def _summary(found: Summary) -> dict[str, Any]:
    """What every page says first: the conclusion, what goes wrong, how it is distributed, what was promised."""
    return {
        "found": found,
        "conclusion": sentences.conclusion(found.distribution),
        "lead": sentences.lead(found),
        "segments": segments(found.distribution),
        "promises": promise_rows(found.promises),
        "judged_on": found.judged_on,
    }
