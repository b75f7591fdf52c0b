"""Text, numbers and days as people write them, and what they mean: the same everywhere, in both languages."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from django.forms import Field, ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tenants.kit import reading
from tenants.kit.fields import DayField, EuroField, LineField, NumberField, ProseField, WholeField, YearField
from tenants.kit.reading import Unreadable

EVERY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def refusal(field: Field, text: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(text)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12345", "12345"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234,567", "1234.567"),
        ("1234.567", "1234.567"),
        ("1 234", "1234"),
        ("1\u00a0234,5", "1234.5"),
        ("21,2", "21.2"),
        ("0.312", "0.312"),
        ("0,001", "0.001"),
        ("-0.125", "-0.125"),
        ("−7", "-7"),
        (".5", "0.5"),
        ("007", "7"),
        ("€ 1.500", "1500"),
        ("50.000,-", "50000"),
        ("1.500 euro", "1500"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: str, language: str) -> None:
    with translation.override(language):
        assert reading.number(text) == Decimal(number)
        assert NumberField().clean(text) == Decimal(number)


@pytest.mark.parametrize("text", ["12,345", "12.345", "-1.500", "100.000"])
def test_a_number_with_two_readings_is_asked_back(text: str) -> None:
    with pytest.raises(Unreadable) as asked:
        reading.number(text)
    small, large = asked.value.readings
    assert large == 1000 * small


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "Bedoelt u 12345 of 12,345? Schrijf 12345, of met een nul erachter 12,3450."),
        ("en", "Do you mean 12345 or 12.345? Write 12345, or with a nought at the end 12.3450."),
    ],
)
def test_the_question_has_both_readings_and_how_to_write_them(language: str, told: str) -> None:
    with translation.override(language):
        assert refusal(NumberField(), "12,345") == told
    assert (NumberField().clean("12345"), NumberField().clean("12,3450")) == (12345, Decimal("12.345"))


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
def test_three_figures_behind_a_mark_are_thousands_of_euros(text: str, amount: str) -> None:
    assert EuroField().clean(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "veel", "-1", "1.23.4567", "1,00,00", "0,001", "NaN", "1e400", "12345678901234", "１２"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert refusal(EuroField(), text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_what_a_form_shows_is_read_as_the_same_number(value: Decimal) -> None:
    for mark in (",", "."):
        assert reading.number(reading.written(value, mark)) == value


@given(st.text("0123456789.,- €"))
def test_no_number_is_ever_a_thousand_times_what_stands_there(text: str) -> None:
    """Whatever the marks: the figures of the number are those of the text, in their order."""
    try:
        found = reading.number(text, money=True)
    except Unreadable:
        return
    written = "".join(letter for letter in text if letter.isascii() and letter.isdecimal())
    assert f"{abs(found):f}".replace(".", "").strip("0") == written.strip("0")


@pytest.mark.parametrize(("text", "refused"), [("12,5", True), ("1e3", True), ("1.234", True), ("1234", False)])
def test_a_number_of_things_is_whole(text: str, refused: bool) -> None:
    if refused:
        assert refusal(WholeField(), text)
    else:
        assert WholeField().clean(text) == int(text)


@pytest.mark.parametrize("text", ["2.030", "20300", "-2030", "２０３０"])
def test_a_year_is_four_figures(text: str) -> None:
    assert refusal(YearField(), text)
    assert YearField().clean("2030") == 2030


@pytest.mark.parametrize("text", ["2024-09-01", "01-09-2024", "1-9-2024", " 2024-9-1 "])
def test_a_day_is_read_in_both_notations(text: str) -> None:
    assert DayField().clean(text) == dt.date(2024, 9, 1)


@pytest.mark.parametrize("text", ["2024-02-30", "31-04-2024", "9/1/2024", "1-9-24", "２０２４-09-01", "gisteren"])
def test_what_is_no_day_is_refused_with_one_that_is(text: str) -> None:
    assert "zoals 31-12-2027" in refusal(DayField(), text)


@pytest.mark.parametrize("text", ["2024-9-1", "01-09-2024", "2024-09-01 ", "2024-W01-1", "20240901"])
def test_programs_write_a_day_in_one_way(text: str) -> None:
    with pytest.raises(Unreadable):
        reading.day(text, iso=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Wiel\u200bwijk\u00ad", "Wielwijk"),
        ("\ufeff \u202eWielwijk ", "Wielwijk"),
        ("E\u0301landstraat", "Élandstraat"),
        ("de\u000bStaart", "de Staart"),
        ("de\u00a0 \tStaart", "de Staart"),
        ("\u200b\u2060\u3164\u2800\u00ad", ""),
    ],
)
def test_a_name_is_what_can_be_seen(text: str, line: str) -> None:
    assert reading.line(text) == line
    assert LineField(required=False).clean(text) == line


def test_a_text_keeps_its_lines() -> None:
    pasted = "Eerst\r\nen\u000bdan,\u2028  ten slotte.\r\r\n\n \u200bEinde\u0000"[:-1]
    assert ProseField().clean(pasted) == "Eerst\nen\ndan,\nten slotte.\n\n\nEinde"


@pytest.mark.parametrize("text", ["\u200b", " \u00a0 ", "\u3164"])
def test_what_cannot_be_seen_is_nothing(text: str) -> None:
    assert refusal(LineField(), text) == refusal(LineField(), "")


def test_only_what_is_kept_counts_for_the_length() -> None:
    assert LineField(max_length=8).clean(" Wiel\u200bwijk ") == "Wielwijk"
    assert refusal(LineField(max_length=8), "Wielwijken")


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    assert "niet bewaard kan worden" in refusal(LineField(), text)


@given(EVERY_TEXT)
def test_what_was_read_reads_as_itself(text: str) -> None:
    for read in (reading.line, reading.lines):
        once: Any = read(text)
        assert read(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not any(unicodedata.category(letter) in ("Cf", "Co") for letter in once)
