"""What was added, changed or withdrawn after the council had decided, with the reason: nothing of it happens unseen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DateField, DecimalField, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from monitoring.dashboards.figures import IndicatorFigure, figures_of_rows
from monitoring.dashboards.sentences import capitalised, short
from monitoring.indicators.models import Indicator, Observation, Target
from monitoring.indicators.names import language
from monitoring.indicators.rules.numerals import long_date
from programs.objectives.models import Objective
from programs.programs.models import Program
from tenants.kit.dutch import dutch, dutch_in, told
from tenants.outbox.models import History

_SHOWN = 10
_WHAT = {
    "objective_added": gettext_lazy("%(name)s: objective added on %(on)s"),
    "indicator_added": gettext_lazy("%(name)s: added on %(on)s"),
    "reworded": gettext_lazy("%(name)s: put in other words on %(on)s, it was “%(before)s”"),
    "left_out": gettext_lazy("%(name)s: does not count for the outcome since %(on)s"),
    "taken_in": gettext_lazy("%(name)s: counts for the outcome since %(on)s"),
    "changed": gettext_lazy("%(name)s: changed on %(on)s"),
    "target_added": gettext_lazy("%(name)s: target added on %(on)s, %(value)s in %(year)s"),
    "target_revised": gettext_lazy("%(name)s: target revised on %(on)s, now %(value)s in %(year)s"),
    "target_withdrawn": gettext_lazy("%(name)s: target withdrawn on %(on)s, %(value)s in %(year)s"),
    "value_corrected": gettext_lazy("%(name)s: value of %(year)s corrected on %(on)s, it was %(value)s"),
    "value_withdrawn": gettext_lazy("%(name)s: value of %(year)s withdrawn on %(on)s, it was %(value)s"),
}


@dataclass(frozen=True)
class Amendment:
    """One of them, as a sentence and the reason that was given."""

    url: str
    told: str
    reason: str


def amendments(program: Program) -> list[Amendment]:
    """The last ones of a programme that the council decided on. Five queries."""
    if not program.is_public:
        return []
    rows = [*_rows(program).order_by("-day", "-id")[:_SHOWN], *_changes(program)]
    rows = sorted(rows, key=lambda row: row["day"], reverse=True)[:_SHOWN]
    objectives = Objective.objects.filter(program=program).in_bulk()
    about = {row["about"] for row in rows if row["about"] not in objectives}
    figures = {figure.id: figure for figure in figures_of_rows(Indicator.objects.filter(pk__in=about).with_names())}
    return [
        _of_indicator(row, figures[row["about"]])
        if row["about"] in about
        else _of_objective(row, objectives[row["about"]])
        for row in rows
    ]


def _objectives_added(program: Program) -> QuerySet[Objective]:
    return Objective.objects.filter(program=program).exclude(added_on=None)


def _changes(program: Program) -> list[dict[str, Any]]:
    """Of the objectives and indicators themselves: the history knows what stood there, and why it does not any more."""
    rows = [Objective.objects.filter(program=program), Indicator.objects.filter(program=program)]
    changes = [each for of in rows for each in History.objects.with_a_reason(of)[:_SHOWN]]
    return [
        {"what": what, "day": localdate(each.at), "why": each.reason, "about": each.row_id, "before": before}
        for each in changes
        for what, before in [_what_changed(each.before or {}, each.after or {})]
    ]


def _what_changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, str]:
    """The change that matters most to whoever judges by it, and what it was called until then."""
    if before.get("is_key") != after.get("is_key"):
        return "taken_in" if after["is_key"] else "left_out", ""
    name = "title" if "title" in after else "name"
    if before[name] != after[name]:
        return "reworded", before[name]
    return "changed", ""


def _rows(program: Program) -> QuerySet[Any]:
    of_program = Q(indicator__program=program)
    # A baseline is frozen on the day of the decision, or at once when it was set after it.
    decided = Q(set_on__gte=F("indicator__baseline__frozen_on"))
    targets = Target.objects.filter(of_program)
    values = Observation.objects.filter(of_program).exclude(withdrawn_on=None)
    nothing = {
        "no_date": Value(None, DateField()),
        "no_value": Value(None, DecimalField(max_digits=20, decimal_places=6)),
    }
    added = Indicator.objects.filter(program=program).exclude(reason="").annotate(**nothing)
    objectives = _objectives_added(program).annotate(**nothing)
    set_since = targets.filter(decided).exclude(reason="")
    return _told(added, "indicator_added", "added_on", "reason", "pk", "no_date", "no_value").union(
        _told(set_since.filter(revises=None), "target_added", "set_on", "reason"),
        _told(set_since.exclude(revises=None), "target_revised", "set_on", "reason"),
        _told(targets.exclude(withdrawn_because=""), "target_withdrawn", "superseded_on", "withdrawn_because"),
        _told(values.exclude(corrected_by=None), "value_corrected", "withdrawn_on", "withdrawn_because"),
        _told(values.filter(corrected_by=None), "value_withdrawn", "withdrawn_on", "withdrawn_because"),
        # Last: PostgreSQL takes the type of a column from the first two, and here nothing stands in two of them.
        _told(objectives, "objective_added", "added_on", "reason", "pk", "no_date", "no_value"),
        all=True,
    )


def _told(
    rows: QuerySet[Any],
    what: str,
    day: str,
    why: str,
    of: str = "indicator_id",
    date: str = "date",
    value: str = "value",
) -> QuerySet[Any]:
    return rows.order_by().values(
        "id", what=Value(what), day=F(day), why=F(why), about=F(of), when=F(date), amount=F(value)
    )


def _of_indicator(row: dict[str, Any], figure: IndicatorFigure) -> Amendment:
    amount: Decimal | None = row.get("amount")
    figures = {
        "name": dutch_in(capitalised(short(figure)), figure.dutch_names),
        "on": _day(row),
        "value": "" if amount is None else figure.unit.value(amount, language()),
        "year": row["when"].year if row.get("when") else "",
        "before": dutch(row.get("before", "")),
    }
    return Amendment(reverse("indicator", args=[figure.id]), told(_WHAT[row["what"]], **figures), row["why"])


def _of_objective(row: dict[str, Any], objective: Objective) -> Amendment:
    url = f"{reverse('program_objectives', args=[objective.program_id])}#objective-{objective.pk}"
    words = {"name": dutch(objective.title), "on": _day(row), "before": dutch(row.get("before", ""))}
    return Amendment(url, told(_WHAT[row["what"]], **words), row["why"])


def _day(row: dict[str, Any]) -> str:
    day: dt.date = row["day"]
    return long_date(day, language())
