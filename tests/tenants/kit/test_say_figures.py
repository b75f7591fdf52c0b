"""How pages write figures, amounts, days and outcomes."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tenants.kit.templatetags import kit


def render(source: str, language: str = "nl", **context: Any) -> str:
    with override(language):
        return Template("{% load kit %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (Decimal("57.1"), None, "57,1", "57.1"),
        (Decimal("45.0"), None, "45,0", "45.0"),
        (844947, None, "844.947", "844,947"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (-0.25, 1, "-0,2", "-0.2"),
        (None, None, "–", "–"),
        (Decimal("NaN"), None, "NaN", "NaN"),
        ("onbekend", None, "onbekend", "onbekend"),
    ],
)
def test_a_figure_is_written_as_the_language_does(value: Any, decimals: int | None, dutch: str, english: str) -> None:
    with override("nl"):
        assert kit.figure(value, decimals) == dutch
    with override("en"):
        assert kit.figure(value, decimals) == english


@pytest.mark.parametrize(
    ("amount", "dutch", "english"),
    [
        (85000, "€\u00a085.000", "€85,000"),
        (Decimal("1234.5"), "€\u00a01.234,50", "€1,234.50"),
        (Decimal("-50.00"), "−€\u00a050", "−€50"),
        (None, "–", "–"),
    ],
)
def test_an_amount_is_written_as_the_language_does(amount: Any, dutch: str, english: str) -> None:
    assert render("{{ amount|euro }}", amount=amount) == dutch
    assert render("{{ amount|euro }}", "en", amount=amount) == english


def test_a_day_is_written_in_full() -> None:
    assert render("{{ day|day }}", day=dt.date(2024, 9, 1)) == "1 september 2024"
    assert render("{{ day|day }}", "en", day=dt.date(2024, 9, 1)) == "1 September 2024"


def test_a_line_of_decades_has_a_drawing_for_each_width() -> None:
    html = render("{% decades 2018 2043 on %}", on=dt.date(2024, 9, 1))
    assert html.count("<svg") == 3
    assert "2043" in html
    assert "None" not in html


@pytest.mark.parametrize(
    ("amount", "dutch", "english"),
    [
        ("64000", "€\u00a064.000", "€64,000"),
        ("1250000", "€\u00a01.250.000 (1,25 miljoen)", "€1,250,000 (1.25 million)"),
        ("12345678.90", "€\u00a012.345.678,90 (12,3456789 miljoen)", "€12,345,678.90 (12.3456789 million)"),
        (None, "–", "–"),
    ],
)
def test_a_large_amount_is_read_back(amount: str | None, dutch: str, english: str) -> None:
    assert render("{{ amount|euro_aloud }}", amount=amount) == dutch
    assert render("{{ amount|euro_aloud }}", "en", amount=amount) == english
