"""What a mandate allows, at and around every border. No database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.mandates.rules import Asked, Granted, broken_rule

MANAGER, DEPUTY, STRANGER, WIELWIJK, CRABBEHOF = (uuid4() for _ in range(5))
GRANTED = Granted(
    manager=MANAGER,
    areas=frozenset({WIELWIJK}),
    kinds=frozenset({"spend"}),
    ceiling_per_decision=Decimal(50_000),
    ceiling_per_year=Decimal(300_000),
    valid_from=dt.date(2024, 1, 1),
    valid_until=dt.date(2026, 1, 1),
    deputy=DEPUTY,
    deputy_from=dt.date(2024, 7, 1),
    deputy_until=dt.date(2024, 8, 1),
)
ASKED = Asked(by=MANAGER, on=dt.date(2024, 9, 1), area=WIELWIJK, kind="spend", amount=Decimal(50_000))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({}, None),
        ({"on": dt.date(2024, 1, 1)}, None),
        ({"on": dt.date(2023, 12, 31)}, "term"),
        ({"on": dt.date(2025, 12, 31)}, None),
        ({"on": dt.date(2026, 1, 1)}, "term"),
        ({"by": DEPUTY}, "deputy"),
        ({"by": DEPUTY, "on": dt.date(2024, 6, 30)}, "deputy"),
        ({"by": DEPUTY, "on": dt.date(2024, 7, 1)}, None),
        ({"by": DEPUTY, "on": dt.date(2024, 7, 31)}, None),
        ({"by": DEPUTY, "on": dt.date(2024, 8, 1)}, "deputy"),
        ({"by": STRANGER, "on": dt.date(2024, 7, 15)}, "deputy"),
        ({"area": CRABBEHOF}, "scope"),
        ({"kind": "waive_rule"}, "kind"),
        ({"amount": Decimal("50000.01")}, "ceiling"),
        ({"spent": Decimal(250_000)}, None),
        ({"spent": Decimal("250000.01")}, "year_sum"),
        ({"spent": Decimal(300_000), "amount": Decimal(0)}, None),
        ({"area": CRABBEHOF, "amount": Decimal(90_000)}, "scope"),
    ],
)
def test_the_first_rule_that_says_no_is_named(change: dict[str, object], rule: str | None) -> None:
    assert broken_rule(GRANTED, replace(ASKED, **change)) == rule  # type: ignore[arg-type]


def test_a_mandate_without_deputy_lets_nobody_else_decide() -> None:
    granted = replace(GRANTED, deputy=None, deputy_from=None, deputy_until=None)
    assert broken_rule(granted, replace(ASKED, by=DEPUTY)) == "deputy"


@given(amounts=st.lists(st.decimals(min_value=0, max_value=80_000, places=2), max_size=30))
def test_whatever_is_asked_the_year_is_never_overspent(amounts: list[Decimal]) -> None:
    spent = Decimal(0)
    for amount in amounts:
        if broken_rule(GRANTED, replace(ASKED, amount=amount, spent=spent)) is None:
            assert amount <= GRANTED.ceiling_per_decision
            spent += amount
    assert spent <= GRANTED.ceiling_per_year
