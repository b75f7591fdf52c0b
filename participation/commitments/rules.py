"""What may be promised and reported, and what counts as kept. Pure: no database, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

from participation.partners.choices import PartnerKind

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


def faults_of(terms: Terms, unreadable: Collection[str] = ()) -> list[Fault]:
    """Everything that is wrong with the terms, in the order of the form.

    `unreadable` names the terms that are not known; what depends on one of them is not judged.
    """
    start, due = terms.start_date, terms.due_date
    found: list[tuple[bool, Fault, tuple[str, ...]]] = [
        (not terms.description, "description_missing", ("description",)),
        (len(terms.description) > TEXT_LENGTH, "description_long", ("description",)),
        (terms.quantity is None and terms.amount is None, "nothing_promised", ("quantity", "amount")),
        (not _fits(terms.quantity), "quantity_range", ("quantity",)),
        (terms.quantity is not None and not terms.unit, "unit_missing", ("quantity", "unit")),
        (len(terms.unit) > 40, "unit_long", ("unit",)),
        (not _fits(terms.amount), "amount_range", ("amount",)),
        (not EARLIEST <= start <= LATEST, "start_range", ("start_date",)),
        (not EARLIEST <= due <= LATEST, "due_range", ("due_date",)),
        (due < start, "due_before_start", ("start_date", "due_date")),
    ]
    return [fault for is_wrong, fault, read in found if is_wrong and not set(read) & set(unreadable)]


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

    def __add__(self, other: Promises) -> Promises:
        """Those of the same kind of party elsewhere with it."""
        counts = {count.name: getattr(self, count.name) + getattr(other, count.name) for count in fields(self)[1:]}
        return Promises(self.kind, **counts)


def together(promises: Iterable[Promises]) -> list[Promises]:
    """One row per kind of party, the municipality's own first, then whoever promised most."""
    found: dict[str, Promises] = {}
    for row in promises:
        found[row.kind] = found[row.kind] + row if row.kind in found else row
    return sorted(
        found.values(), key=lambda row: (row.kind != PartnerKind.MUNICIPAL_DEPARTMENT, -row.promised, row.kind)
    )


def share_delivered(delivered: Decimal, quantity: Decimal | None) -> int | None:
    """Whole percentage of the quantity, 100 at most; None when no quantity was promised."""
    if not quantity:
        return None
    return max(0, min(100, int(delivered * 100 / quantity)))
