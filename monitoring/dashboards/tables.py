"""The same figures as rows: under each chart, and in the file to download."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.dashboards.figures import ChartedFigure, IndicatorFigure, Point
from monitoring.indicators.names import language

KINDS = {
    "baseline": gettext_lazy("baseline"),
    "value": gettext_lazy("value"),
    "target": gettext_lazy("target"),
}


@dataclass(frozen=True)
class Row:
    """One line of a table: a baseline, a value or a target, with where it comes from."""

    kind: str
    date: dt.date
    value: Decimal | None
    written: str
    interval: str
    group: str
    source: str
    vintage: str
    absence: str
    is_provisional: bool
    observation_id: UUID | None

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind])


def rows_of(figure: ChartedFigure) -> list[Row]:
    """Baseline, values and targets in order of date."""
    rows = [_row(figure, "baseline", figure.baseline)] if figure.baseline else []
    start = figure.baseline.date if figure.baseline else dt.date.min
    rows += [_row(figure, "value", point) for point in figure.points if point.date > start]
    rows += [_row(figure, "target", point) for point in figure.targets]
    return sorted(rows, key=lambda row: row.date)


def values_of(figure: ChartedFigure) -> list[Row]:
    """Every value, the last one first; also from before the baseline."""
    return [_row(figure, "value", point) for point in reversed(figure.points)]


def _row(figure: IndicatorFigure, kind: str, point: Point) -> Row:
    written = "" if point.value is None else figure.unit.value(point.value, language())
    interval = ""
    if point.low is not None and point.high is not None:
        low, high = figure.unit.value(point.low, language()), figure.unit.value(point.high, language())
        interval = _("%(low)s to %(high)s") % {"low": low, "high": high}
    source = point.source if kind != "target" else _("set by the programme")
    return Row(
        kind, point.date, point.value, written, interval, point.group, source, point.vintage, point.absence,
        point.is_provisional, point.observation_id,
    )  # fmt: skip


HEADER = (
    "programme", "objective", "indicator", "place", "kind", "date", "value", "low", "high", "unit", "group", "absence",
    "provisional", "source", "vintage", "outcome",
)  # fmt: skip


def csv_rows(figures: Iterable[ChartedFigure]) -> Iterator[list[str]]:
    """Every figure as text with a decimal point; the header comes first."""
    yield list(HEADER)
    for figure in figures:
        low_high = {(point.date, point.group): (point.low, point.high) for point in figure.points}
        for row in rows_of(figure):
            low, high = low_high.get((row.date, row.group), (None, None)) if row.kind == "value" else (None, None)
            yield [
                safe(figure.program_title), safe(figure.objective), safe(figure.name), safe(figure.place), row.kind,
                row.date.isoformat(), plain(row.value), plain(low), plain(high), safe(figure.unit.name),
                safe(row.group), safe(row.absence), "yes" if row.is_provisional else "", safe(row.source),
                safe(row.vintage), figure.outcome,
            ]  # fmt: skip


def plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def safe(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are left alone."""
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text
