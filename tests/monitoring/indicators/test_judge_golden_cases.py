"""The 26 cases that fix the rule: whoever changes one changes what councils are told."""

from typing import Any

import pytest

from monitoring.indicators.documents import DocumentError, parse, share
from monitoring.indicators.rules import Direction, Outcome, judge

from .question import document, today

GOLDEN = [
    # number, document, achieved, expected, outcome
    (1, document("down", 40, 30, 20), 0.50, 0.50, "on_track"),
    (2, document("down", 40, 44, 20), -0.20, 0.50, "worsening"),
    (3, document("up", 60, 70, 80), 0.50, 0.50, "on_track"),
    (4, document("up", 0, 50, 100), 0.50, 0.50, "on_track"),
    (5, document("down", 12, 6, 0), 0.50, 0.50, "on_track"),
    (6, document("down", 12, 0, 0), 1.00, 0.50, "achieved"),
    (7, document("keep", 80, 80), None, None, "kept"),
    (8, document("keep", 80, 79, tolerance=0.5), None, None, "outside"),
    (9, document("down", 40, 10, 20), 1.50, 0.50, "achieved"),
    (10, document("up", 60, 66, 80), 0.30, 0.50, "behind"),
    (11, document("up", 60, 69.2, 80), 0.46, 0.50, "on_track"),
    (12, document("up", 60, 59.5, 80), -0.025, 0.50, "behind"),
    (13, document("up", 60, 64, 80, seen={"low": 59, "high": 69}), 0.20, 0.50, "no_clear_change"),
    (14, document("up", 60, 81, 80, seen={"low": 77, "high": 85}), 1.05, 0.50, "achieved"),
    (15, document("up", 60, None, 80), None, None, "no_data"),
    (16, document("up", 60, 70, 80, seen={"date": "2022-01-01"}), 0.50, 0.20, "stale"),
    (17, document("up", 60, 61, 80, seen={"date": "2020-07-01"}, today="2020-09-01"), 0.05, 0.05, "too_early"),
    (18, document("range", 5, 6, low=4, high=6), None, None, "kept"),
    (19, document("range", 5, 6.1, low=4, high=6), None, None, "outside"),
    (20, document("up", -10, 0, 10), 0.50, 0.50, "on_track"),
    (
        21,
        document("up", 60, 66, milestones=[{"date": "2025-01-01", "value": 66}, {"date": "2030-01-01", "value": 80}]),
        0.30,
        0.30,
        "on_track",
    ),
    (22, document("down", 40, 20, 20), 1.00, 0.50, "achieved"),
    (
        23,
        document("up", 60, 70, 80, more=[{"date": "2025-01-01", "value": 95, "group": "65 and older"}]),
        0.50,
        0.50,
        "on_track",
    ),
    (24, document("up", 60, 70, milestones=[{"date": "2024-01-01", "value": 80}]), 0.50, 1.00, "behind"),
    (26, document("keep", 80, None), None, None, "no_data"),
]


@pytest.mark.parametrize(("number", "raw", "achieved", "expected", "outcome"), GOLDEN, ids=[str(g[0]) for g in GOLDEN])
def test_the_golden_case_has_its_outcome(
    number: int, raw: dict[str, Any], achieved: float | None, expected: float | None, outcome: str
) -> None:
    judgement = judge(parse(raw, today))
    assert judgement.outcome == outcome
    assert share(judgement.achieved) == achieved
    assert share(judgement.expected) == (None if expected is None else pytest.approx(expected, abs=0.006))
    assert judgement.uncertain is (number == 14)


def test_a_stale_value_keeps_its_last_judgement() -> None:
    raw = document("up", 60, 70, 80, seen={"date": "2022-01-01"})
    assert judge(parse(raw, today)).previous_outcome is Outcome.ON_TRACK


def test_case_25_a_target_below_the_baseline_is_refused_on_entry() -> None:
    with pytest.raises(DocumentError) as refused:
        parse(document("up", 60, 55, 50), today)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/milestones/0/value", "wrong_side")]


@pytest.mark.parametrize("direction", Direction)
def test_without_a_value_nothing_is_said_about_any_direction(direction: Direction) -> None:
    target = {"up": 80, "down": 40}.get(direction.value)
    bounds: dict[str, Any] = {"low": 50, "high": 70} if direction is Direction.RANGE else {}
    assert judge(parse(document(direction.value, 60, None, target, **bounds), today)).outcome is Outcome.NO_DATA
