"""What may be promised and reported, and what counts as kept. Pure: no database, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

EARLIEST = dt.date(1950, 1, 1)
LATEST = dt.date(2150, 12, 31)
LARGEST = Decimal(1_000_000_000)
TEXT_LENGTH = 2000

Fault = Literal[
    "description_missing",
    "description_long",
    "nothing_promised",
    "quantity_range",
    "unit_missing",
    "unit_long",
    "amount_range",
    "start_range",
    "due_range",
    "due_before_start",
]


@dataclass(frozen=True)
class Terms:
    """What is promised: a quantity of something, or an amount of money, between two days."""

    description: str
    quantity: Decimal | None
    unit: str
    amount: Decimal | None
    start_date: dt.date
    due_date: dt.date


def faults_of(terms: Terms) -> list[Fault]:
    """Everything that is wrong with the terms, in the order of the form."""
    found: list[tuple[bool, Fault]] = [
        (not terms.description, "description_missing"),
        (len(terms.description) > TEXT_LENGTH, "description_long"),
        (terms.quantity is None and terms.amount is None, "nothing_promised"),
        (not _fits(terms.quantity), "quantity_range"),
        (terms.quantity is not None and not terms.unit, "unit_missing"),
        (len(terms.unit) > 40, "unit_long"),
        (not _fits(terms.amount), "amount_range"),
        (not EARLIEST <= terms.start_date <= LATEST, "start_range"),
        (not EARLIEST <= terms.due_date <= LATEST, "due_range"),
        (terms.due_date < terms.start_date, "due_before_start"),
    ]
    return [fault for is_wrong, fault in found if is_wrong]


def _fits(number: Decimal | None) -> bool:
    return number is None or (number.is_finite() and 0 < number <= LARGEST)


@dataclass(frozen=True)
class Promises:
    """How a kind of party keeps its promises. Counts of commitments that both sides agreed on.

    kept: confirmed, and delivered on or before the due date; kept_late: confirmed, delivered after it; late: due
    and not delivered; waiting: delivered according to the party, not yet confirmed; to_come: not due yet.
    """

    kind: str
    promised: int
    kept: int
    kept_late: int
    late: int
    broken: int
    waiting: int
    to_come: int

    @property
    def due(self) -> int:
        """What should have been there by now, as far as it is known: the denominator of promises kept."""
        return self.kept + self.kept_late + self.late + self.broken


def share_delivered(delivered: Decimal, quantity: Decimal | None) -> int | None:
    """Whole percentage of the quantity, 100 at most; None when no quantity was promised."""
    if not quantity:
        return None
    return max(0, min(100, int(delivered * 100 / quantity)))
