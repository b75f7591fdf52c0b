"""The same figures as rows: under each chart, and in the file to download."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.dashboards.figures import ChartedFigure, IndicatorFigure, Point
from monitoring.indicators.names import language
from tenants.kit.dutch import dutch

KINDS = {
    "baseline": gettext_lazy("baseline"),
    "value": gettext_lazy("value"),
    "target": gettext_lazy("target"),
}


@dataclass(frozen=True)
class Row:
    """One line of a table: a baseline, a value or a target, with where it comes from."""

    kind: str
    point: Point
    written: str
    interval: str
    source: str

    @property
    def kind_name(self) -> str:
        return str(KINDS[self.kind])


def rows_of(figure: ChartedFigure) -> list[Row]:
    """Baseline, values and targets in order of date."""
    rows = [_row(figure, "baseline", figure.baseline)] if figure.baseline else []
    start = figure.baseline.date if figure.baseline else dt.date.min
    rows += [_row(figure, "value", point) for point in figure.points if point.date > start]
    rows += [_row(figure, "target", point) for point in figure.targets]
    return sorted(rows, key=lambda row: row.point.date)


def values_of(figure: ChartedFigure) -> list[Row]:
    """Every value, the last one first; also from before the baseline."""
    return [_row(figure, "value", point) for point in reversed(figure.points)]


def _row(figure: IndicatorFigure, kind: str, point: Point) -> Row:
    written = "" if point.value is None else figure.unit.value(point.value, language())
    interval = ""
    if point.low is not None and point.high is not None:
        low, high = figure.unit.value(point.low, language()), figure.unit.value(point.high, language())
        interval = _("%(low)s to %(high)s") % {"low": low, "high": high}
    return Row(kind, point, written, interval, _source(kind, point))


def _source(kind: str, point: Point) -> str:
    """Who publishes it, in the language of the reader; of a value of our own what was written down, which is Dutch."""
    if kind == "target":
        return _("set by the programme")
    return point.source if point.source_code else str(dutch(point.source))


Cell = str | int | Decimal | dt.date | None
# Names and codes do not depend on the language of whoever asks, so that two files can be laid side by side.
HEADER = (
    "programme_id", "programme", "objective", "indicator_id", "indicator", "is_key", "topic", "region", "place", "group",
    "kind", "date", "value", "low", "high", "unit", "absence", "provisional", "source", "source_key", "vintage", "outcome",
    "judged_on",
)  # fmt: skip


def records(figures: Iterable[ChartedFigure]) -> Iterator[list[Cell]]:
    """Every figure, one a line, in the order of the header. A group is whom the value is about; empty: everybody."""
    for figure in figures:
        for row in rows_of(figure):
            point = row.point
            yield [
                str(figure.program_id), figure.program_title, figure.objective, str(figure.id), figure.own_name,
                int(figure.is_key), figure.topic, figure.region, figure.place, point.group or figure.people, row.kind,
                point.date, point.value, point.low, point.high, figure.unit.name, point.absence_code,
                int(point.is_provisional), point.source_code or point.source, point.source_key, point.vintage,
                figure.outcome, figure.judged_on,
            ]  # fmt: skip
