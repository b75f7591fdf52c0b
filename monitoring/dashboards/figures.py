"""Every figure that a dashboard shows, made in one place: chart, table, sentence and file get the same one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from monitoring.indicators import rules
from monitoring.indicators.models import Indicator, Judgement
from monitoring.indicators.querysets import IndicatorQuerySet
from monitoring.indicators.questions import (
    Official,
    absence_of,
    exact,
    figures_of,
    maybe_exact,
    official_figures,
    question_of,
    source_of,
    unit_of,
)
from monitoring.public.statistics.sources import address_of
from participation.commitments.models import Commitment
from participation.commitments.rules import Promises, together
from programs.mandates.models import Escalation
from programs.programs.choices import ENDED, PUBLIC
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.order import in_dutch

# How many a dashboard shows of what may be many; the rest is a list of its own.
SHOWN = 10


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
    # What it is called by those who publish it; empty for a value of the municipality's own.
    source_code: str = ""
    source_key: str = ""
    table: str = ""
    period: int | None = None
    absence_code: str = ""
    observation_id: UUID | None = None

    @property
    def source_address(self) -> str:
        """Where its source publishes it."""
        return address_of(self.source_code, self.table)


@dataclass(frozen=True)
class IndicatorFigure:
    """One indicator as everybody sees it. `judgement` is None as long as there is no baseline or no target.

    It is the stored one, as of `judged_on`: nothing is judged while somebody waits for a page.
    """

    id: UUID
    program_id: UUID
    program_title: str
    name: str
    own_name: str
    topic: str
    predicate: str
    region: str
    place: str
    people: str
    group: str
    objective: str
    unit: rules.Unit
    direction: str
    tolerance: Decimal | None
    low: Decimal | None
    high: Decimal | None
    is_key: bool
    baseline: Point | None
    targets: tuple[Point, ...]
    judgement: Judgement | None
    judged_on: dt.date | None

    @property
    def dutch_names(self) -> tuple[str, ...]:
        """What is Dutch in the sentences about it, whatever language they are in."""
        return self.place, self.own_name if self.name == self.own_name else ""

    @property
    def outcome(self) -> str:
        return self.judgement.outcome if self.judgement else rules.Outcome.NO_DATA.value

    @property
    def latest(self) -> rules.Observation | None:
        """The value that was judged, with its interval."""
        stored = self.judgement
        if stored is None or stored.latest_date is None or stored.latest_value is None:
            return None
        return rules.Observation(stored.latest_date, exact(stored.latest_value), *stored.latest_interval)

    @property
    def change(self) -> rules.Change:
        """What became of it since the baseline."""
        start, stored = self.baseline, self.judgement
        if start is None or start.value is None:
            return rules.Change.NO_BASELINE
        if stored is None:
            return rules.Change.NO_TARGET
        question = rules.Question(
            rules.Direction(self.direction),
            rules.DatedValue(start.date, start.value),
            stored.judged_on,
            tolerance=self.tolerance,
        )
        outcome = rules.Outcome(stored.previous_outcome or stored.outcome)
        return rules.change_of(question, self.latest, outcome, stored.achieved)


@dataclass(frozen=True)
class ChartedFigure(IndicatorFigure):
    """With every value there is up to a day, as a chart, a table and a file show them.

    `question` is None as long as nothing can be judged; it gives the chart its tolerance and its range.
    """

    points: tuple[Point, ...]
    question: rules.Question | None

    @property
    def measured(self) -> tuple[Point, ...]:
        """Totals with a value since the baseline: what a chart draws."""
        start = self.baseline.date if self.baseline else dt.date.min
        return tuple(
            point for point in self.points if point.value is not None and not point.group and point.date > start
        )


@dataclass(frozen=True)
class ProgramFigure:
    """A programme with the worst of its key indicators, its promises and its place in time."""

    program: Program
    worst: IndicatorFigure | None
    promises: tuple[Promises, ...]

    @property
    def promised(self) -> int:
        return sum(row.promised for row in self.promises)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.promises)


@dataclass(frozen=True)
class Summary:
    """What key indicators say together: counted, never averaged. `worst` are the first of them, the worst on top."""

    distribution: rules.Distribution
    worst: tuple[IndicatorFigure, ...]
    promises: tuple[Promises, ...]

    @property
    def late(self) -> int:
        return sum(row.late for row in self.promises)

    @property
    def dutch_names(self) -> list[str]:
        return [name for figure in self.worst for name in figure.dutch_names]

    @property
    def judged_on(self) -> dt.date | None:
        """The day as of which all of them are judged."""
        return min((figure.judged_on for figure in self.worst if figure.judged_on), default=None)


def running() -> IndicatorQuerySet:
    """The key indicators of all programmes that run: what the municipality's dashboard is about."""
    return Indicator.objects.public_and_running().key()


def summary_of(key: IndicatorQuerySet, worst: Iterable[IndicatorFigure], promises: Iterable[Promises]) -> Summary:
    """Of key indicators, of which `worst` are the first. One query, however many there are."""
    return Summary(rules.distribution(key.outcomes()), tuple(worst), tuple(together(promises)))


def promises_of(programs: Iterable[Program], on: dt.date) -> Mapping[UUID | None, Sequence[Promises]]:
    """Of each of these programmes, and of all others that run together under None."""
    running = Commitment.objects.filter(program__status__in=PUBLIC - ENDED)
    return running.promises(on, apart=[program.pk for program in programs])


def program_figures(
    programs: Iterable[Program], promises: Mapping[UUID | None, Sequence[Promises]]
) -> list[ProgramFigure]:
    """Each of these programmes with the worst it has. One query."""
    rows = Indicator.objects.filter(program__in=programs).key().worst_first("program_id").distinct("program_id")
    worst = {figure.program_id: figure for figure in figures_of_rows(rows.with_names())}
    return [
        ProgramFigure(program, worst.get(program.pk), tuple(together(promises.get(program.pk, []))))
        for program in programs
    ]


def programs_that_run() -> QuerySet[Program]:
    return Program.objects.public().not_ended().with_term().order_by(in_dutch("title"), "id")


def changes() -> list[IndicatorFigure]:
    """The last few key indicators whose outcome became another one."""
    return figures_of_rows(running().changed().with_names()[:5])


def late_commitments(program: Program, on: dt.date) -> list[Commitment]:
    """Promised by both sides and past the due date; the same list for everybody."""
    public = Commitment.objects.filter(program=program).promised().late(on)
    return list(public.select_related("party").order_by("due_date", "id")[:SHOWN])


def overdue_escalations(caller: Caller, on: dt.date) -> list[Escalation]:
    """Questions to city hall that nobody answered in time, for whoever may know of them: the council first of all."""
    left = Escalation.objects.visible_to(caller).open().filter(Q(overdue_since__isnull=False) | Q(answer_by__lt=on))
    return list(left.with_people().order_by("requested_on", "id")[:SHOWN])


def figures_of_rows(rows: Iterable[Indicator]) -> list[IndicatorFigure]:
    """As lists show them, of rows asked for `with_names` (and `with_targets` where the list says them)."""
    return [IndicatorFigure(**_common(indicator)) for indicator in rows]


def charted_figures(rows: IndicatorQuerySet, on: dt.date) -> list[ChartedFigure]:
    """With every value up to a day. Four queries."""
    indicators = list(rows.with_measures())
    official = official_figures(indicators)
    return [
        ChartedFigure(
            **_common(indicator),
            points=_points(indicator, official, on),
            question=question_of(indicator, official, on),
        )
        for indicator in indicators
    ]


def _common(indicator: Indicator) -> dict[str, Any]:
    stored = indicator.judged()
    return {
        "id": indicator.pk,
        "program_id": indicator.program_id,
        "program_title": indicator.program.title,
        "name": str(indicator),
        "own_name": indicator.name,
        "topic": indicator.topic.code if indicator.topic else "",
        "predicate": indicator.topic.predicate if indicator.topic else "",
        "region": indicator.region.code if indicator.region else "",
        "place": _place(indicator),
        "people": indicator.group or (indicator.topic.total_group if indicator.topic else ""),
        "group": "" if indicator.topic and indicator.group == indicator.topic.total_group else indicator.group,
        "objective": indicator.objective.title if indicator.objective else "",
        "unit": unit_of(indicator),
        "direction": indicator.direction,
        "tolerance": maybe_exact(indicator.tolerance),
        "low": maybe_exact(indicator.low),
        "high": maybe_exact(indicator.high),
        "is_key": indicator.is_key,
        "baseline": _baseline(indicator),
        "targets": tuple(
            Point(target.date, exact(target.value), "") for target in getattr(indicator, "targets_in_force", ())
        ),
        "judgement": stored,
        "judged_on": stored.as_of(indicator.looked_at_on) if stored else None,
    }


def _place(indicator: Indicator) -> str:
    """The region as people call it: CBS numbers some districts ("Wijk 07 Wielwijk")."""
    if indicator.region is None:
        return ""
    return re.sub(r"^Wijk [0-9]{2} (?=.)", "", indicator.region.name) or indicator.region.code


def _baseline(indicator: Indicator) -> Point | None:
    if not indicator.has_baseline():
        return None
    baseline = indicator.baseline
    release = baseline.release
    return Point(
        baseline.date,
        exact(baseline.value),
        baseline.source_name,
        baseline.vintage,
        source_code=release.source if release else "",
        table=release.table if release else "",
        period=release.period if release else None,
    )


def _points(indicator: Indicator, official: Official, on: dt.date) -> tuple[Point, ...]:
    published = [
        Point(
            figure.date,
            None if figure.value is None else exact(figure.value),
            source_of(figure),
            figure.vintage,
            absence=absence_of(figure),
            is_provisional=figure.provisional,
            source_code=figure.source,
            source_key=figure.source_key,
            table=figure.table,
            period=figure.period,
            absence_code=figure.absence or "",
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
            observation_id=seen.pk,
        )
        for seen in indicator.own_values
    ]
    # Of two totals on one day the one recorded last stands, here as in the judgement.
    standing = {(point.date, point.group): point for point in [*published, *own]}
    return tuple(sorted((point for point in standing.values() if point.date <= on), key=lambda point: point.date))
