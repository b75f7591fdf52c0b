"""One indicator as a page shows it: conclusion, chart in three drawings, sentence, table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from monitoring.dashboards import sentences
from monitoring.dashboards.charts import plan_of, plotly, tone_of, write
from monitoring.dashboards.drawing import Drawing, draw
from monitoring.dashboards.figures import ChartedFigure, IndicatorFigure
from monitoring.dashboards.sentences import capitalised
from monitoring.dashboards.tables import Row, rows_of
from monitoring.indicators import rules
from monitoring.indicators.names import language
from participation.commitments.rules import Promises
from participation.partners.choices import PartnerKind
from tenants.kit.dutch import dutch, told


@dataclass(frozen=True)
class Conclusion:
    """What is said of one indicator, without its figures."""

    figure: IndicatorFigure
    headline: str
    explanation: str


def conclusion_of(figure: IndicatorFigure) -> Conclusion:
    return Conclusion(figure, sentences.headline(figure), sentences.explanation(figure))


@dataclass(frozen=True)
class Card(Conclusion):
    figure: ChartedFigure
    outlook: str
    description: str
    tone: str
    drawings: tuple[tuple[str, Drawing], ...]
    chart: dict[str, Any] | None
    rows: tuple[Row, ...]

    @property
    def unit(self) -> str:
        """An official unit as the reader calls it; another one was typed by somebody."""
        named = self.figure.unit.named(language())
        return named if named != self.figure.unit.name else str(dutch(named))

    @property
    def chart_id(self) -> str:
        return f"chart-{self.figure.id}"

    @property
    def sources(self) -> list[str]:
        """Every source once, with the versions that were used of it."""
        named: dict[str, dict[str, None]] = {}
        for row in self.rows:
            if row.kind != "target":
                named.setdefault(row.source, {})[row.point.vintage] = None
        return [
            told("%(source)s (%(versions)s)", source=source, versions=", ".join(filter(None, vintages)))
            if any(vintages)
            else source
            for source, vintages in named.items()
        ]


def card_of(figure: ChartedFigure, on: dt.date) -> Card:
    plan = plan_of(figure, on)
    return Card(
        figure=figure,
        headline=sentences.headline(figure),
        explanation=sentences.explanation(figure),
        outlook=sentences.outlook(figure),
        description=sentences.description(figure),
        tone=tone_of(figure.outcome),
        drawings=(("wide", draw(plan)), ("narrow", draw(plan, width=320))) if plan else (),
        chart=plotly(figure, plan) if plan else None,
        rows=tuple(rows_of(figure)),
    )


@dataclass(frozen=True)
class Segment:
    """A part of the strip: an outcome, how many have it, and its width in at most 24 parts."""

    outcome: str
    count: int
    tone: str
    width: int


def segments(distribution: rules.Distribution) -> list[Segment]:
    """Best first, as a reader expects a bar to begin."""
    scale = max(1.0, distribution.total / 24)
    return [
        Segment(outcome.value, count, tone_of(outcome.value), max(1, round(count / scale)))
        for outcome, count in reversed(distribution.counts)
    ]


@dataclass(frozen=True)
class PromiseRow:
    """Promises of one kind of party, the municipality's own first."""

    who: str
    kept: int
    due: int
    late: int
    promised: int


def promise_rows(promises: Iterable[Promises]) -> list[PromiseRow]:
    return [
        PromiseRow(capitalised(str(PartnerKind(row.kind).label)), row.kept, row.due, row.late, row.promised)
        for row in promises
    ]


@dataclass(frozen=True)
class Line:
    """One indicator as a row of a list."""

    figure: IndicatorFigure
    name: str
    latest: str
    target: str


def line_of(figure: IndicatorFigure) -> Line:
    latest = figure.latest
    return Line(
        figure,
        sentences.short(figure),
        f"{write(figure, latest.value)} ({latest.date.year})" if latest else "–",
        _goal(figure),
    )


def _goal(figure: IndicatorFigure) -> str:
    """The target with its year; for keep the baseline, for a range its bounds."""
    if figure.targets and figure.targets[-1].value is not None:
        return f"{write(figure, figure.targets[-1].value)} ({figure.targets[-1].date.year})"
    if figure.low is not None and figure.high is not None:
        return f"{write(figure, figure.low)} – {write(figure, figure.high)}"
    if figure.direction == rules.Direction.KEEP and figure.baseline and figure.baseline.value is not None:
        return write(figure, figure.baseline.value)
    return "–"
