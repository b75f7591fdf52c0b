"""The drawing: everything lies on the paper, words stand at their points."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.dashboards.drawing import Mark, Plan, draw
from monitoring.dashboards.exports import safe
from monitoring.indicators.rules import Language

DAY = dt.date(2012, 7, 1)
values = st.floats(-1e6, 1e6).map(lambda value: round(value, 1))
days = st.dates(dt.date(2012, 7, 2), dt.date(2060, 1, 1))
marks = st.builds(Mark, days, values, st.just("2020: 21,2%"))


def plan(path: list[Mark], measured: list[Mark], margin: float = 0) -> Plan:
    start = Mark(DAY, 35.0, "nulmeting 35,0%")
    return Plan((start, *path), margin, tuple(measured), language=Language.NL)


@given(st.lists(marks, max_size=3), st.lists(marks, max_size=8), st.floats(0, 100), st.sampled_from([560, 320]))
def test_nothing_leaves_the_paper(path: list[Mark], measured: list[Mark], margin: float, width: int) -> None:
    path, measured = (sorted(each, key=lambda mark: mark.date) for each in (path, measured))
    drawing = draw(plan(path, measured, margin), width=width)
    points = [drawing.start, *drawing.dots, *drawing.goals]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points)
    assert 2 <= len(drawing.rows) <= 8
    assert all(0 <= tick.at <= drawing.height for tick in drawing.rows)
    assert all(drawing.left - 1 <= tick.at <= drawing.right + 1 for tick in drawing.years)


def test_baseline_latest_value_and_target_are_named_at_their_points() -> None:
    drawing = draw(
        plan([Mark(dt.date(2035, 1, 1), 20, "doel 2035: 20,0%")], [Mark(dt.date(2020, 7, 1), 21.2, "2020: 21,2%")])
    )
    assert [label.text for label in drawing.labels] == ["2020: 21,2%", "nulmeting 35,0%", "doel 2035: 20,0%"]
    assert [tick.text for tick in drawing.rows] == ["15", "20", "25", "30", "35"]


@pytest.mark.parametrize("width", [560, 320])
def test_the_words_of_the_scale_stay_on_the_paper(width: int) -> None:
    start = Mark(DAY, 844_947, "nulmeting 844.947")
    goal = Mark(dt.date(2030, 1, 1), 900_000, "doel 2030: 900.000")
    drawing = draw(Plan((start, goal), 0, (Mark(dt.date(2020, 7, 1), 862_965, "2020: 862.965"),)), width=width)
    widest = max(len(tick.text) for tick in drawing.rows)
    assert widest >= len("845.000")
    assert all(label.x + 7.2 * len(label.text) <= width for label in drawing.labels if label.anchor == "start")
    # A digit is some seven and a half units wide, and the words end eight before the scale begins.
    assert drawing.left - 8 - 7.5 * widest >= 0


@pytest.mark.parametrize("latest", [14.7, 10.0], ids=["rises away from the path", "falls faster than the path"])
@pytest.mark.parametrize("width", [560, 320])
def test_words_stand_clear_of_a_falling_path(width: int, latest: float) -> None:
    path = (Mark(DAY, 12.6, "nulmeting 12,6%"), Mark(dt.date(2032, 1, 1), 9, "doel 2032: 9%"))
    drawing = draw(Plan(path, 0, (Mark(dt.date(2020, 7, 1), latest, "2020: 14,7%"),)), width=width)
    (sx, sy), (gx, gy) = drawing.start, drawing.goals[-1]
    for label in drawing.labels[1:]:
        size = 7.2 * len(label.text)
        ends = (label.x, label.x + size) if label.anchor == "start" else (label.x - size, label.x)
        over = [sy + (gy - sy) * (end - sx) / (gx - sx) for end in ends if sx <= end <= gx]
        assert all(at <= label.y - 10 or at >= label.y + 3 for at in over), label
        assert label.y <= drawing.base + 5


close = st.floats(0, 40).map(lambda value: round(value, 1))


@given(st.dates(dt.date(2013, 1, 1), dt.date(2034, 1, 1)), close, close, close, st.sampled_from([560, 320]))
def test_no_words_stand_over_each_other(day: dt.date, first: float, value: float, goal: float, width: int) -> None:
    path = (Mark(DAY, first, "nulmeting 35,0%"), Mark(dt.date(2035, 1, 1), goal, "doel 2035: 20,0%"))
    labels = draw(Plan(path, 0, (Mark(day, value, "2020: 21,2%"),)), width=width).labels
    assert not any(one.meets(other) for one, other in combinations(labels, 2))
    assert all(10 <= label.y <= 290 for label in labels)


def test_on_a_phone_the_target_makes_room_for_the_latest_value() -> None:
    """Nearly there: both words end on the right, a few points apart."""
    path = (Mark(DAY, 35, "nulmeting 35,0%"), Mark(dt.date(2030, 1, 1), 20, "doel 2030: 20,0%"))
    drawing = draw(Plan(path, 0, (Mark(dt.date(2024, 7, 1), 22, "2024: 22,0%"),)), width=320)
    latest, _start, target = drawing.labels
    assert latest.y == drawing.dots[-1][1] + 24
    assert abs(latest.y - target.y) >= 17


def test_the_words_of_the_scale_are_those_of_the_language() -> None:
    drawing = draw(plan([], [Mark(dt.date(2020, 7, 1), 36.5)]))
    assert "35,5" in [tick.text for tick in drawing.rows]


def test_a_single_value_is_drawn_too() -> None:
    drawing = draw(plan([], []))
    assert drawing.path == ""
    assert len(drawing.rows) >= 2


def test_only_what_looks_like_a_formula_gets_an_apostrophe() -> None:
    assert [safe(text) for text in ("=1", "a=1", "", "-5", "\t=1")] == ["'=1", "a=1", "", "'-5", "'\t=1"]
