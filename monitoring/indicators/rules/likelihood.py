"""What a value or a day can be at all, and what it hardly ever is. Nothing here changes an outcome."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

YEARS_BEFORE = 25
_LEAP = Decimal(50)
_TIMES, _TIMES_A_SHARE = 5, 10


@dataclass(frozen=True)
class Bounds:
    """The lowest and the highest value that a unit allows; None: no bound."""

    low: Decimal | None = None
    high: Decimal | None = None

    def hold(self, value: Decimal) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def cut(self, value: Fraction) -> Fraction:
        """The value, or the bound that it lies beyond."""
        low = value if self.low is None else max(value, Fraction(self.low))
        return low if self.high is None else min(low, Fraction(self.high))

    @property
    def width(self) -> Fraction | None:
        return None if self.low is None or self.high is None else Fraction(self.high) - Fraction(self.low)


NO_BOUNDS = Bounds()


def bounds_of(unit: str, lowest: Decimal | None = None) -> Bounds:
    """A percentage is a part of a whole. `lowest` is what the catalogue says of an official topic."""
    return Bounds(Decimal(0), Decimal(100)) if unit == "%" else Bounds(lowest)


def is_likely(value: Decimal, beside: Decimal, unit: str) -> bool:
    """Beside a value that is known: many times as much, and of a percentage half the scale or nothing at all, is a slip
    at times.
    """
    if unit == "%":
        return abs(value - beside) <= _LEAP and _is_near(value, beside, _TIMES_A_SHARE)
    return not value or not beside or _is_near(value, beside, _TIMES)


def is_likely_day(day: date, start: date) -> bool:
    """A value helps to judge what came after the start; one of a generation before it is a slip at times."""
    return day.year >= start.year - YEARS_BEFORE


def _is_near(value: Decimal, beside: Decimal, times: int) -> bool:
    small, large = sorted((abs(value), abs(beside)))
    return value * beside >= 0 and large <= times * small
