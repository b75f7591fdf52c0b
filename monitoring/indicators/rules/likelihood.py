"""What a value or a day can be at all, and what it hardly ever is. Nothing here changes an outcome."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

EARLIEST = date(1900, 1, 1)
LATEST = date(2150, 12, 31)
_LEAP = Decimal(50)
_TIMES = 5


@dataclass(frozen=True)
class Bounds:
    """The lowest and the highest value that a unit allows; None: no bound."""

    low: Decimal | None = None
    high: Decimal | None = None

    def hold(self, value: Decimal) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


def bounds_of(unit: str, lowest: Decimal | None = None) -> Bounds:
    """A percentage is a part of a whole. `lowest` is what the catalogue says of an official topic."""
    return Bounds(Decimal(0), Decimal(100)) if unit == "%" else Bounds(lowest)


def is_likely(value: Decimal, beside: Decimal, unit: str) -> bool:
    """Beside a value that is known: half the scale of a percentage further, or five times as much, is a slip at times."""
    if unit == "%":
        return abs(value - beside) <= _LEAP
    if not value or not beside:
        return True
    return (value > 0) == (beside > 0) and 1 / Decimal(_TIMES) <= value / beside <= _TIMES
