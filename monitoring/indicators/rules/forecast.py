"""Where the line ends: a robust trend (Theil-Sen) through the values, extended to the target date.

Source: Sen, P.K. (1968), Estimates of the regression coefficient based on Kendall's tau; interval of the slope by the
normal approximation of Kendall's statistic.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import lcm, sqrt
from statistics import median

from .dates import months_after
from .judgement import Direction, Question, totals
from .likelihood import NO_BOUNDS, Bounds

VALUES_NEEDED = 4
_TWO_SIDED_95 = 1.96


class Prospect(StrEnum):
    WILL_REACH = "will_reach"
    WILL_MISS = "will_miss"
    UNDECIDED = "undecided"


class NoForecast(StrEnum):
    TOO_FEW_VALUES = "too_few_values"
    NO_TARGET_DATE = "no_target_date"
    TARGET_DATE_PASSED = "target_date_passed"
    ANYTHING_IS_POSSIBLE = "anything_is_possible"


@dataclass(frozen=True)
class Forecast:
    """The value that the trend gives on the target date, with its interval. `is_cut`: the line itself goes further than
    the unit does.
    """

    prospect: Prospect
    date: date
    value: Fraction
    low: Fraction
    high: Fraction
    values: int
    is_cut: bool = False


def forecast(question: Question, bounds: Bounds = NO_BOUNDS) -> Forecast | NoForecast:
    """What the trend says about the target, or why there is no forecast. It ends where the unit does."""
    if not question.has_path:
        return NoForecast.NO_TARGET_DATE
    if question.today >= question.target.date:
        return NoForecast.TARGET_DATE_PASSED
    points = values_for_trend(question)
    if len(points) < VALUES_NEEDED:
        return NoForecast.TOO_FEW_VALUES
    end = question.target.date.toordinal()
    middle_day = median(Fraction(day) for day, _ in points)
    low_slope, slope, high_slope = _slopes(points)
    level = median(value - slope * (day - middle_day) for day, value in points)
    low, value, high = line = tuple(level + part * (end - middle_day) for part in (low_slope, slope, high_slope))
    if bounds.width is not None and abs(high - low) >= bounds.width:
        return NoForecast.ANYTHING_IS_POSSIBLE
    low, value, high = cut = tuple(map(bounds.cut, line))
    prospect = _prospect(question, low, high)
    return Forecast(prospect, question.target.date, value, low, high, len(points), is_cut=cut != line)


def values_for_trend(question: Question) -> list[tuple[int, Fraction]]:
    """The baseline and the totals since; one measured shortly before the baseline (one interval) helps too."""
    first = months_after(question.baseline.date, -question.interval_months)
    by_day = {seen.date: seen.value for seen in totals(question) if seen.date >= first}
    if question.baseline.date <= question.today:
        by_day[question.baseline.date] = question.baseline.value
    return [(day.toordinal(), Fraction(by_day[day])) for day in sorted(by_day)]


def _slopes(points: list[tuple[int, Fraction]]) -> tuple[Fraction, Fraction, Fraction]:
    """Lower bound, median and upper bound of the slopes between all pairs of points.

    There are many pairs, so they are put in order as whole numbers; only those that are asked for become fractions.
    """
    scale = lcm(*(value.denominator for _, value in points))
    whole = [(day, int(value * scale)) for day, value in points]
    pairs = sorted(((b[1] - a[1], b[0] - a[0]) for a, b in combinations(whole, 2)), key=lambda pair: pair[0] / pair[1])
    count = len(points)
    width = _TWO_SIDED_95 * sqrt(count * (count - 1) * (2 * count + 5) / 18)
    lower = max(0, int((len(pairs) - width) / 2))

    def slope(place: int) -> Fraction:
        rise, days = pairs[place]
        return Fraction(rise, days * scale)

    middle = (slope((len(pairs) - 1) // 2) + slope(len(pairs) // 2)) / 2
    return slope(lower), middle, slope(len(pairs) - 1 - lower)


def _prospect(question: Question, low: Fraction, high: Fraction) -> Prospect:
    target = Fraction(question.target.value)
    if question.direction is Direction.DOWN:
        low, high, target = -high, -low, -target
    if low >= target:
        return Prospect.WILL_REACH
    return Prospect.WILL_MISS if high < target else Prospect.UNDECIDED
