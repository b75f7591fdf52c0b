"""A programme on a line of decades: begin, phases, today, horizon. Pure arithmetic; the template only draws.

Shown is where the programme stands in time, never a percentage of time gone: time is not progress.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """One drawing of the line; a phone gets its own narrower one with fewer ticks."""

    width: int
    left: float
    right: float
    begin: float
    end: float
    now: float | None
    gone: float
    phases: tuple[float, ...]
    ticks: tuple[Tick, ...]
    now_label: float
    end_label: float

    @property
    def term_width(self) -> float:
        return round(self.end - self.begin, 1)

    @property
    def gone_width(self) -> float:
        return round(self.gone - self.begin, 1)


def _year(day: dt.date | int) -> float:
    return float(day) if isinstance(day, int) else day.year + (day.timetuple().tm_yday - 1) / 366


Span = tuple[int, int]
"""The first and the last year of a line, both whole decades."""


def span(terms: Iterable[tuple[dt.date | int, dt.date | int | None]], on: dt.date) -> Span:
    """The years that hold all of these terms: programmes in one list stand on one scale."""
    known = [(begin, horizon) for begin, horizon in terms if horizon is not None]
    first = int(min([_year(on), *(_year(begin) for begin, _ in known)]) // 10 * 10)
    last = max((-(-_end(begin, horizon) // 10) * 10 for begin, horizon in known), default=0)
    return first, max(first + 20, int(last))


def _end(begin: dt.date | int, horizon: dt.date | int) -> float:
    """A horizon given as a year counts to its end; one before the begin is no length at all."""
    return max(_year(begin), _year(horizon) + (1 if isinstance(horizon, int) else 0))


def draw(
    begin: dt.date | int,
    horizon: dt.date | int,
    on: dt.date,
    phases: Iterable[dt.date | int] = (),
    *,
    width: int = 1080,
    scale: Span | None = None,
) -> Drawing:
    """The positions for a programme from `begin` to `horizon` (days or years) as it stands `on` a day.

    On the scale of the list it stands in, or on its own. A programme that ended long ago has no "now".
    """
    start, now, end = _year(begin), _year(on), _end(begin, horizon)
    first, last = scale or span([(begin, horizon)], on)
    left, right = 6.0, width - 6.0

    def x(year: float) -> float:
        return round(left + (min(max(year, first), last) - first) / (last - first) * (right - left), 1)

    now_x = x(now) if now <= last else None
    now_label, end_label = _labels(now_x, x(end), width)
    return Drawing(
        width=width,
        left=left,
        right=right,
        begin=x(start),
        end=x(end),
        now=now_x,
        gone=x(min(max(now, start), end)),
        phases=tuple(sorted({x(_year(phase)) for phase in phases if start <= _year(phase) <= end})),
        ticks=tuple(
            Tick(x(year), str(year), "start" if year == first else "end" if year == last else "middle")
            for year in _ticks(first, last, right - left)
        ),
        now_label=now_label,
        end_label=end_label,
    )


def _ticks(first: int, last: int, length: float) -> range:
    """Whole decades, as many as leave room for their years."""
    step = 10
    while length * step / (last - first) < 70:
        step *= 2
    return range(first, last + 1, step)


def _labels(now: float | None, end: float, width: int) -> tuple[float, float]:
    """The middles of the two words above the line, so that they neither touch nor leave the drawing."""
    half_now, half_end = 14.0, 44.0
    apart = half_now + half_end + 6
    end_label = min(max(end, half_end), width - half_end)
    if now is None:
        return 0.0, end_label
    now_label = min(max(now, half_now), width - half_now)
    if abs(now_label - end_label) < apart:
        to_the_right = now_label + apart
        end_label = to_the_right if to_the_right <= width - half_end else now_label - apart
    return now_label, end_label
