"""What a mandate allows. Pure: takes what is granted and what is asked, names the rule that says no."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from uuid import UUID

RuleCode = Literal["agreement", "term", "deputy", "scope", "kind", "ceiling", "year_sum"]


@dataclass(frozen=True)
class Granted:
    """A mandate's terms. Periods run up to, not including, their last date.

    `agreed` is False as long as somebody else must agree to a mandate above the municipality's limit.
    """

    manager: UUID
    areas: frozenset[UUID]
    kinds: frozenset[str]
    ceiling_per_decision: Decimal
    ceiling_per_year: Decimal
    valid_from: dt.date
    valid_until: dt.date
    deputy: UUID | None = None
    deputy_from: dt.date | None = None
    deputy_until: dt.date | None = None
    agreed: bool = True


@dataclass(frozen=True)
class Asked:
    """A decision that somebody wants to take. `spent` is what was decided in the same calendar year already."""

    by: UUID
    on: dt.date
    area: UUID
    kind: str
    amount: Decimal
    spent: Decimal = Decimal(0)


def broken_rule(granted: Granted, asked: Asked) -> RuleCode | None:
    """The first rule that says no; None when the decision may be taken.

    The order is that of the reader's questions: does the mandate exist now, for this person, here, for this, for so
    much, and together with the rest of the year? A decision of exactly the ceiling is allowed.
    """
    checks: tuple[tuple[RuleCode, bool], ...] = (
        ("agreement", granted.agreed),
        ("term", granted.valid_from <= asked.on < granted.valid_until),
        ("deputy", asked.by == granted.manager or _deputy_holds(granted, asked)),
        ("scope", asked.area in granted.areas),
        ("kind", asked.kind in granted.kinds),
        ("ceiling", asked.amount <= granted.ceiling_per_decision),
        ("year_sum", asked.spent + asked.amount <= granted.ceiling_per_year),
    )
    return next((rule for rule, holds in checks if not holds), None)


def _deputy_holds(granted: Granted, asked: Asked) -> bool:
    return (
        asked.by == granted.deputy
        and granted.deputy_from is not None
        and granted.deputy_until is not None
        and granted.deputy_from <= asked.on < granted.deputy_until
    )
