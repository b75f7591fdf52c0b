"""Every figure that a dashboard shows, made in one place: chart, table, sentence and file get the same one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from monitoring.indicators import rules
from monitoring.indicators.models import Indicator, Judgement, Judging
from monitoring.indicators.questions import (
    Official,
    absence_of,
    exact,
    figures_of,
    official_figures,
    question_of,
    source_of,
    unit_of,
)
from participation.commitments.models import Commitment
from participation.commitments.rules import Promises, together
from programs.mandates.models import Escalation
from programs.programs.choices import ENDED
from programs.programs.models import Program, Vision
from tenants.kit.caller import ANONYMOUS, Caller


@dataclass(frozen=True)
class Point:
    """A value on a day with where it comes from; without a value the reason why there is none."""

    date: dt.date
    value: Decimal | None
    source: str
    vintage: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    absence: str = ""
    group: str = ""
    is_provisional: bool = False


@dataclass(frozen=True)
class IndicatorFigure:
    """One indicator as everybody sees it. `judgement` is None as long as there is no baseline or no target.

    It is the stored one, as of `judged_on`: nothing is judged while somebody waits for a page.
    """

    id: UUID
    program_id: UUID
    program_title: str
    name: str
    place: str
    people: str
    objective: str
    unit: rules.Unit
    direction: str
    is_key: bool
    baseline: Point | None
    is_frozen: bool
    targets: tuple[Point, ...]
    points: tuple[Point, ...]
    question: rules.Question | None
    judgement: Judgement | None
    judged_on: dt.date | None

    @property
    def outcome(self) -> str:
        return self.judgement.outcome if self.judgement else rules.Outcome.NO_DATA.value

    @property
    def latest(self) -> rules.DatedValue | None:
        stored = self.judgement
        if stored is None or stored.latest_date is None or stored.latest_value is None:
            return None
        return rules.DatedValue(stored.latest_date, exact(stored.latest_value))

    @property
    def changed_from(self) -> str:
        return self.judgement.changed_from if self.judgement else ""

    @property
    def changed_on(self) -> dt.date:
        return (self.judgement.changed_on if self.judgement else None) or dt.date.min

    @property
    def measured(self) -> tuple[Point, ...]:
        """Totals with a value since the baseline: what a chart draws."""
        start = self.baseline.date if self.baseline else dt.date.min
        return tuple(
            point for point in self.points if point.value is not None and not point.group and point.date > start
        )


@dataclass(frozen=True)
class ProgramFigure:
    """A programme with what its key indicators say, its promises and its place in time."""

    program: Program
    vision: Vision | None
    indicators: tuple[IndicatorFigure, ...]
    distribution: rules.Distribution
    worst: IndicatorFigure | None
    promises: tuple[Promises, ...]

    @property
    def promised(self) -> int:
        return sum(row.promised for row in self.promises)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.promises)

    @property
    def phase_years(self) -> list[int]:
        return [phase.from_year for phase in self.vision.phases.all()] if self.vision else []

    @property
    def begin(self) -> dt.date:
        return (self.vision.decided_on if self.vision else None) or self.program.started_on


@dataclass(frozen=True)
class Dashboard:
    """All programmes that run, together: distributions and promises are counted, never averaged."""

    programs: tuple[ProgramFigure, ...]
    indicators: tuple[IndicatorFigure, ...]
    distribution: rules.Distribution
    promises: tuple[Promises, ...]
    changes: tuple[IndicatorFigure, ...] = field(default=())

    @property
    def late(self) -> int:
        return sum(row.late for row in self.promises)


def municipality_dashboard(on: dt.date) -> Dashboard:
    """What everybody may see of the municipality. Ten queries, however many programmes there are."""
    programs = list(
        Program.objects.public()
        .exclude(status__in=ENDED)
        .prefetch_related("areas", "visions__phases")
        .order_by("title", "id")
    )
    figures = indicator_figures(Indicator.objects.filter(program__in=programs), on)
    promises = Commitment.objects.filter(program__in=programs).promises(on)
    shown = tuple(_program_figure(program, figures, promises.get(program.pk, [])) for program in programs)
    key = tuple(figure for figure in figures if figure.is_key)
    return Dashboard(
        programs=shown,
        indicators=key,
        distribution=rules.distribution(_outcomes(key)),
        promises=tuple(together(row for program in shown for row in program.promises)),
        changes=_changes(key),
    )


def program_dashboard(program: Program, on: dt.date) -> ProgramFigure:
    """One programme, for whoever may see it."""
    figures = indicator_figures(Indicator.objects.of_program(program.pk), on)
    promises = Commitment.objects.filter(program=program).promises(on)
    return _program_figure(program, figures, promises.get(program.pk, []))


def late_commitments(program: Program, on: dt.date) -> list[Commitment]:
    """Promised by both sides and past the due date; the same list for everybody."""
    public = Commitment.objects.filter(program=program).promised().late(on)
    return list(public.select_related("party").order_by("due_date", "id"))


def overdue_escalations(caller: Caller, on: dt.date) -> list[Escalation]:
    """Questions to city hall that nobody answered in time, for whoever may know of them: the council first of all."""
    left = Escalation.objects.visible_to(caller).open().filter(Q(overdue_since__isnull=False) | Q(answer_by__lt=on))
    return list(left.with_people().order_by("requested_on", "id"))


def indicator_figures(rows: Any, on: dt.date) -> tuple[IndicatorFigure, ...]:
    """The figures of these indicators up to a day, with their judgements as they are stored."""
    indicators = list(rows.with_measures().in_order())
    official, judging = official_figures(indicators), Judging.objects.first()
    return tuple(_indicator_figure(indicator, official, judging, on) for indicator in indicators)


def judged_on(figures: Iterable[IndicatorFigure]) -> dt.date | None:
    """The day as of which all of these are judged."""
    return min((figure.judged_on for figure in figures if figure.judged_on), default=None)


def worst_first(figures: Iterable[IndicatorFigure]) -> list[IndicatorFigure]:
    order = {outcome.value: place for place, outcome in enumerate(rules.WORST_FIRST)}
    return sorted(figures, key=lambda figure: order[figure.outcome])


def _indicator_figure(
    indicator: Indicator, official: Official, judging: Judging | None, on: dt.date
) -> IndicatorFigure:
    stored = indicator.judged()
    return IndicatorFigure(
        id=indicator.pk,
        program_id=indicator.program_id,
        program_title=indicator.program.title,
        name=_name(indicator),
        place=_place(indicator),
        people=indicator.group or (indicator.topic.total_group if indicator.topic else ""),
        objective=indicator.objective.title if indicator.objective else "",
        unit=unit_of(indicator),
        direction=indicator.direction,
        is_key=indicator.is_key,
        baseline=_baseline(indicator),
        is_frozen=indicator.has_baseline() and indicator.baseline.is_frozen,
        targets=tuple(Point(target.date, exact(target.value), "") for target in getattr(indicator, "targets_in_force")),  # noqa: B009
        points=_points(indicator, official, on),
        question=question_of(indicator, official, on),
        judgement=stored,
        judged_on=stored.as_of(judging) if stored else None,
    )


def _name(indicator: Indicator) -> str:
    """An official topic has a name in both languages, unless somebody gave the indicator a name of its own."""
    topic = indicator.topic
    if topic and indicator.name == topic.name_nl and (get_language() or "").startswith("en"):
        return topic.name_en
    return indicator.name


def _place(indicator: Indicator) -> str:
    """The region as people call it: CBS numbers some districts ("Wijk 07 Wielwijk")."""
    if indicator.region is None:
        return ""
    return re.sub(r"^Wijk [0-9]{2} (?=.)", "", indicator.region.name) or indicator.region.code


def _baseline(indicator: Indicator) -> Point | None:
    if not indicator.has_baseline():
        return None
    baseline = indicator.baseline
    return Point(baseline.date, exact(baseline.value), baseline.source_name, baseline.vintage)


def _points(indicator: Indicator, official: Official, on: dt.date) -> tuple[Point, ...]:
    published = [
        Point(
            figure.date,
            None if figure.value is None else exact(figure.value),
            source_of(figure),
            figure.vintage,
            absence=absence_of(figure),
            is_provisional=figure.provisional,
        )
        for figure in figures_of(indicator, official)
    ]
    own = [
        Point(
            seen.date,
            exact(seen.value),
            seen.source,
            low=seen.low,
            high=seen.high,
            group=seen.group,
        )
        for seen in getattr(indicator, "own_values")  # noqa: B009 (set by with_measures)
    ]
    # Of two totals on one day the one recorded last stands, here as in the judgement.
    standing = {(point.date, point.group): point for point in [*published, *own]}
    return tuple(sorted((point for point in standing.values() if point.date <= on), key=lambda point: point.date))


def _program_figure(
    program: Program, figures: Sequence[IndicatorFigure], promises: Iterable[Promises]
) -> ProgramFigure:
    own = tuple(figure for figure in figures if figure.program_id == program.pk)
    key = [figure for figure in own if figure.is_key]
    distribution = rules.distribution(_outcomes(key))
    return ProgramFigure(
        program=program,
        vision=program.current_vision(),
        indicators=own,
        distribution=distribution,
        worst=next(iter(worst_first(key)), None),
        promises=tuple(together(promises)),
    )


def _outcomes(figures: Iterable[IndicatorFigure]) -> list[rules.Outcome]:
    return [rules.Outcome(figure.outcome) for figure in figures]


def _changes(figures: Iterable[IndicatorFigure]) -> tuple[IndicatorFigure, ...]:
    """Outcomes that were another one before, the last change first."""
    changed = [figure for figure in figures if figure.changed_from and figure.changed_from != figure.outcome]
    return tuple(sorted(changed, key=lambda figure: figure.changed_on, reverse=True)[:5])


def visible_programs(caller: Caller = ANONYMOUS) -> Any:
    """The programmes whose dashboard this caller may open."""
    return Program.objects.visible_to(caller).prefetch_related("areas", "visions__phases")
