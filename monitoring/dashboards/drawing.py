"""The chart of one indicator as positions on paper. Pure arithmetic; the template only draws.

Everything a reader must know stands in it as words: baseline, latest value and target have their labels at the point.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, floor, log10

from monitoring.indicators.rules import Language
from monitoring.indicators.rules.numerals import decimals_of, numeral

# How wide a letter or digit is, on paper: a little more than measured.
_LETTER = 7.5
# From one line of words to the next.
_LINE = 17.0


@dataclass(frozen=True)
class Mark:
    """A value on a day, with its words."""

    date: dt.date
    value: float
    label: str = ""


@dataclass(frozen=True)
class Plan:
    """What there is to draw. `path` runs from the baseline over the milestones; `margin` is its tolerance."""

    path: tuple[Mark, ...]
    margin: float
    measured: tuple[Mark, ...]
    band: tuple[float, float] | None = None
    language: Language = Language.NL


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str
    is_strong: bool = False

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the words go."""
        size = _LETTER * len(self.text)
        begin = self.x - {"start": 0.0, "middle": size / 2, "end": size}[self.anchor]
        return begin, begin + size

    def meets(self, other: Label) -> bool:
        (begin, end), (first, last) = self.span, other.span
        return begin < last and first < end and abs(self.y - other.y) < _LINE


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """One drawing; a phone gets its own narrower one with larger words."""

    width: int
    height: int
    left: float
    right: float
    base: float
    rows: tuple[Tick, ...]
    years: tuple[Tick, ...]
    band: str
    path: str
    line: str
    start: tuple[float, float]
    dots: tuple[tuple[float, float], ...]
    goals: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]


def draw(plan: Plan, *, width: int = 560, height: int = 290) -> Drawing:
    """The positions for a paper of this size."""
    is_wide = width >= 500
    marks = [*plan.path, *plan.measured]
    first, last = _years(mark.date for mark in marks)
    rows = _rows(marks, plan)
    scale = [_text(value, rows, plan.language) for value in rows]
    # The words of the scale end eight units before it begins.
    left = round(max(48.0 if is_wide else 40.0, 10 + _LETTER * max(map(len, scale))), 1)
    right = width - (max(132.0, 14 + _LETTER * len(plan.path[-1].label)) if is_wide else 14.0)
    top, base = (26.0, height - 34.0) if is_wide else (34.0, height - 34.0)

    def x(day: dt.date) -> float:
        return round(left + (_year(day) - first) / (last - first) * (right - left), 1)

    def y(value: float) -> float:
        return round(base - (value - rows[0]) / (rows[-1] - rows[0]) * (base - top), 1)

    measured = [(x(mark.date), y(mark.value)) for mark in plan.measured]
    start = (x(plan.path[0].date), y(plan.path[0].value))
    goals = [(x(mark.date), y(mark.value)) for mark in plan.path[1:]]
    return Drawing(
        width=width,
        height=height,
        left=left,
        right=right,
        base=base,
        rows=tuple(Tick(y(value), text) for value, text in zip(rows, scale, strict=True)),
        years=tuple(Tick(round(left + (year - first) / (last - first) * (right - left), 1), str(year))
                    for year in _year_ticks(first, last, right - left)),
        band=_band(plan, x, y, left, right),
        path=_joined([start, *goals]) if goals else "",
        line=_joined([start, *measured]),
        start=start,
        dots=tuple(measured),
        goals=tuple(goals),
        labels=tuple(_apart(_labels(plan, start, measured, goals, right if is_wide else None, base), base)),
    )  # fmt: skip


def _band(plan: Plan, x: Callable[[dt.date], float], y: Callable[[float], float], left: float, right: float) -> str:
    """The tolerance around the path, or the range within which a value must stay."""
    if plan.band is not None:
        low, high = plan.band
        return _joined([(left, y(high)), (right, y(high)), (right, y(low)), (left, y(low))])
    if len(plan.path) < 2 or not plan.margin:
        return ""
    above = [(x(mark.date), y(mark.value + plan.margin)) for mark in plan.path]
    below = [(x(mark.date), y(mark.value - plan.margin)) for mark in reversed(plan.path)]
    return _joined([*above, *below])


def _labels(
    plan: Plan,
    start: tuple[float, float],
    measured: Sequence[tuple[float, float]],
    goals: Sequence[tuple[float, float]],
    edge: float | None,
    base: float,
) -> list[Label]:
    """Words beside their points, clear of the lines. `edge` is where the wide paper ends; the narrow one has none."""
    labels = [_label_of_start(plan.path[0].label, start, measured, goals, base)]
    if measured:
        x, y = measured[-1]
        before = measured[-2][1] if len(measured) > 1 else start[1]
        is_far = x > (edge - 110 if edge else 180)
        shift = -14.0 if y <= before else 24.0
        labels.append(Label(x, y + shift, plan.measured[-1].label, "end" if is_far else "middle", is_strong=True))
    if goals:
        x, y = goals[-1]
        if edge:
            labels.append(Label(x + 12, y + 4.5, plan.path[-1].label, "start"))
        elif y > start[1] and y + 15 < base:  # the path comes down to it: the words stand below the path
            labels.append(Label(x - 8, y + 15, plan.path[-1].label, "end"))
        else:
            labels.append(Label(x + 8, y - 14, plan.path[-1].label, "end"))
    return labels


def _apart(labels: Sequence[Label], base: float) -> list[Label]:
    """Words that would stand over each other go up or down a line; the latest value, which comes first, stays."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda label: not label.is_strong):
        lines = [other.y + step for other in placed for step in (-_LINE, _LINE)]
        places = [label, *(replace(label, y=y) for y in lines if _LINE <= y <= base)]
        free = [place for place in places if not any(map(place.meets, placed))]
        placed.append(min(free, key=lambda place: abs(place.y - label.y), default=label))
    return placed


def _label_of_start(
    text: str,
    start: tuple[float, float],
    measured: Sequence[tuple[float, float]],
    goals: Sequence[tuple[float, float]],
    base: float,
) -> Label:
    """Above the baseline's point, or below it when the values rise from there."""
    x, y = start[0] + 4, start[1]
    first = next(iter([*measured, *goals]), start)
    if first[1] >= y:
        return Label(x, y - 14, text, "start")
    if not goals or goals[0][1] <= y:
        return Label(x, y + 24, text, "start")
    # The values rise and the path falls: below the path, as far as it has come down where the words end.
    slope = (goals[0][1] - y) / (goals[0][0] - start[0])
    return Label(x, round(min(y + slope * (4 + _LETTER * len(text)) + 16, base - 4), 1), text, "start")


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _year(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _years(days: Iterable[dt.date]) -> tuple[float, float]:
    found = sorted(_year(day) for day in days)
    return found[0], max(found[-1], found[0] + 1)


def _year_ticks(first: float, last: float, length: float) -> list[int]:
    """Whole years at a distance that leaves room for their four digits."""
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if length * step / (last - first) >= 60), 200)
    start = ceil(first / step) * step
    return list(range(start, floor(last) + 1, step))


def _rows(marks: Sequence[Mark], plan: Plan) -> list[float]:
    """Four to six round values that hold everything that is drawn."""
    values = [mark.value for mark in marks] + list(plan.band or ())
    low, high = min(values) - plan.margin, max(values) + plan.margin
    if high == low:
        low, high = low - 1, high + 1
    rough = (high - low) / 4
    size = 10 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    first, last = floor(low / step), ceil(high / step)
    if low / step - first < 0.3 and first > 0:
        first -= 1  # room for the words of a target that lies lowest; never below nought for it
    return [round(step * place, 10) for place in range(first, last + 1)]


def _text(value: float, rows: Sequence[float], language: Language) -> str:
    return numeral(Decimal(repr(value)), decimals_of(*(Decimal(repr(row)) for row in rows)), language)
