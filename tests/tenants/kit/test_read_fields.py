"""What people write in a form and what it means."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.forms import ValidationError

from tenants.kit.fields import DayField, EuroField


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50000", "50000"),
        ("50.000", "50000"),
        ("50,000", "50000"),
        ("€ 50.000", "50000"),
        ("50.000,25", "50000.25"),
        ("50,000.5", "50000.5"),
        ("1.234.567", "1234567"),
        ("0", "0"),
        ("12,5", "12.5"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert EuroField().clean(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "veel", "-1", "1.23.4567", "NaN", "1e400", "12345678901234"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        EuroField().clean(text)


@pytest.mark.parametrize("text", ["2024-09-01", "01-09-2024"])
def test_a_day_is_read_in_both_spellings(text: str) -> None:
    assert DayField().clean(text).isoformat() == "2024-09-01"
