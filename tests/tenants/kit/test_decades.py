"""A programme on a line of decades."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.kit.decades import draw, span

DAY = dt.date(2024, 9, 1)


def test_a_programme_of_decades_shows_begin_now_and_horizon_in_order() -> None:
    line = draw(dt.date(2018, 1, 1), 2043, DAY, [2023, 2033])
    assert line.now is not None
    assert line.begin < line.phases[0] < line.now < line.phases[1] < line.end
    assert [tick.label for tick in line.ticks] == ["2010", "2020", "2030", "2040", "2050"]
    assert line.gone == line.now


def test_a_programme_that_has_not_begun_has_nothing_gone() -> None:
    line = draw(2030, 2050, DAY)
    assert line.gone_width == 0
    assert line.now is not None
    assert line.now < line.begin


def test_a_horizon_before_the_begin_has_no_length() -> None:
    assert draw(2040, 2030, DAY).term_width == 0


@given(
    st.integers(1900, 2100), st.integers(-20, 120), st.dates(dt.date(1900, 1, 1), dt.date(2150, 1, 1)),
    st.sampled_from([320, 1080]),
)  # fmt: skip
def test_nothing_leaves_the_drawing_and_labels_do_not_touch(begin: int, years: int, on: dt.date, width: int) -> None:
    line = draw(begin, begin + years, on, [begin + 5], width=width)
    assert 0 <= line.begin <= line.end <= width
    assert line.begin <= line.gone <= line.end
    assert 44 <= line.end_label <= width - 44
    if line.now is not None:
        assert abs(line.now_label - line.end_label) >= 60


@pytest.mark.parametrize("width", [320, 1080])
def test_years_under_the_line_have_room(width: int) -> None:
    ticks = draw(1900, 2100, DAY, width=width).ticks
    assert min(b.x - a.x for a, b in itertools.pairwise(ticks)) >= 60


def test_programmes_of_one_list_stand_on_one_scale() -> None:
    terms: list[tuple[dt.date | int, int | None]] = [(dt.date(2018, 1, 1), 2030), (2022, 2065), (2024, None)]
    scale = span(terms, DAY)
    assert scale == (2010, 2070)
    first, second = (draw(begin, horizon, DAY, scale=scale) for begin, horizon in terms if horizon)
    assert [tick.label for tick in first.ticks] == [tick.label for tick in second.ticks]
    assert first.now == second.now
    assert first.end < second.end
