"""What one cell says: a number as it was written, or the reason that there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.public.statistics.importers.cells import EMPTY, NEGATIVE, UNREADABLE, Cell, CellReader, read_cell


@pytest.mark.parametrize(
    ("cell", "number", "letter"),
    [
        ("    70.5", "70.5", "-"),
        ("1,8", "1.8", "-"),
        ("416.0", "416.0", "-"),
        (844947, "844947", "-"),
        (70.5, "70.5", "-"),
        ("0", "0", "-"),
        ("       .", None, "s"),
        ("x", None, "s"),
        ("", None, EMPTY),
        ("   ", None, EMPTY),
        (None, None, EMPTY),
        ("NA", None, "u"),
        ("NULL", None, "u"),
        ("None", None, "u"),
        ("-99999999", None, "u"),
        ("-99999999.0000", None, "u"),
        (-99999999, None, "u"),
        (-99997, None, "u"),
        ("-8,7", "-8.7", NEGATIVE),
        ("-3", "-3", NEGATIVE),
        ("many", None, UNREADABLE),
        ("1.234,5", None, UNREADABLE),
        ("1e5", None, UNREADABLE),
        ("1_000", None, UNREADABLE),
        ("inf", None, UNREADABLE),
        ("12 %", None, UNREADABLE),
        ("--", None, UNREADABLE),
        ("７０", None, UNREADABLE),
        ("٧٠", None, UNREADABLE),
    ],
)
def test_a_cell_is_a_number_or_has_a_reason(cell: Cell, number: str | None, letter: str) -> None:
    assert read_cell(cell) == (number, letter)


@given(st.text(max_size=20) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.none())
def test_whatever_stands_there_only_digits_come_out(cell: Cell) -> None:
    number, letter = read_cell(cell)
    assert len(letter) == 1
    assert number is None or not set(number) - set("0123456789.-")


def test_remembering_stays_bounded() -> None:
    reader = CellReader()
    for number in range(70_000):
        assert reader[number] == (str(number), "-")
    assert len(reader) < 65_537
