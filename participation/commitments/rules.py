"""What counts as kept. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal

from participation.partners.choices import PartnerKind


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
    """Whole percentage of the quantity; None when no quantity was promised. Who does more than was promised has 125."""
    if not quantity:
        return None
    return int(delivered * 100 / quantity)


def is_likely_total(delivered: Decimal, quantity: Decimal | None) -> bool:
    """More than twice what was promised is a slip at times."""
    return not quantity or delivered <= 2 * quantity
