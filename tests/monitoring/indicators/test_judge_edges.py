"""The days and values on which a judgement turns."""

from typing import Any

import pytest

from monitoring.indicators.documents import parse
from monitoring.indicators.rules import Outcome, judge

from .question import document, today


def outcome(raw: dict[str, Any]) -> str:
    return judge(parse(raw, today)).outcome.value


@pytest.mark.parametrize(("day", "expected"), [("2024-01-01", "on_track"), ("2023-12-31", "stale")])
def test_a_value_is_stale_when_older_than_one_and_a_half_intervals(day: str, expected: str) -> None:
    assert outcome(document("up", 60, 70, 80, seen={"date": day})) == expected


@pytest.mark.parametrize(("day", "expected"), [("2025-05-17", "on_track"), ("2025-05-16", "stale")])
def test_half_of_an_odd_interval_is_fifteen_days(day: str, expected: str) -> None:
    assert outcome(document("up", 60, 72, 80, seen={"date": day}, intervalMonths=1)) == expected


@pytest.mark.parametrize(("day", "expected"), [("2020-12-31", "too_early"), ("2021-01-01", "on_track")])
def test_it_is_too_early_until_one_interval_has_passed(day: str, expected: str) -> None:
    assert outcome(document("up", 60, 62, 80, seen={"date": day}, today="2021-02-01")) == expected


def test_a_target_reached_early_is_achieved_and_not_too_early() -> None:
    assert outcome(document("up", 60, 80, 80, seen={"date": "2020-02-01"}, today="2020-03-01")) == "achieved"


def test_a_kept_value_goes_stale_too() -> None:
    judgement = judge(parse(document("keep", 80, 80, seen={"date": "2022-01-01"}), today))
    assert (judgement.outcome, judgement.previous_outcome) == (Outcome.STALE, Outcome.KEPT)


@pytest.mark.parametrize(("tolerance", "expected"), [(0.5, "kept"), (0.4999, "outside")])
def test_the_edge_of_the_band_is_inside(tolerance: float, expected: str) -> None:
    assert outcome(document("keep", 80, 79.5, tolerance=tolerance)) == expected


@pytest.mark.parametrize(("value", "expected"), [(59, "behind"), (58.9, "worsening")])
def test_worsening_starts_beyond_the_tolerance(value: float, expected: str) -> None:
    assert outcome(document("up", 60, value, 80)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(69.99999999999999, "achieved"), (60 + 0.1 * 3 * 100 / 3, "achieved"), (69.999, "on_track")]
)
def test_what_a_spreadsheet_adds_at_the_fifteenth_digit_does_not_count(value: float, expected: str) -> None:
    assert outcome(document("up", 60, value, 70)) == expected


def test_tenths_that_no_computer_can_hold_are_compared_as_written() -> None:
    assert outcome(document("up", 0.1, 0.3, 0.3)) == "achieved"
    assert outcome(document("range", 0.2, 0.3, low=0.1, high=0.2, tolerance=0.1)) == "kept"


@pytest.mark.parametrize(("first", "second", "expected"), [("01", "02", "on_track"), ("02", "01", "behind")])
def test_of_two_values_on_one_day_the_one_recorded_last_counts(first: str, second: str, expected: str) -> None:
    more = {"date": "2025-01-01", "value": 70, "recordedAt": f"2025-02-{second}T12:00:00Z"}
    raw = document("up", 60, 62, 80, seen={"recordedAt": f"2025-02-{first}"}, more=[more])
    assert outcome(raw) == expected


def test_a_value_after_today_or_before_the_baseline_is_not_yet_known_or_no_progress() -> None:
    more: list[dict[str, Any]] = [{"date": "2025-07-02", "value": 10}, {"date": "2020-01-01", "value": 10}]
    assert outcome(document("up", 60, None, 80, more=more)) == "no_data"


def test_a_sub_group_alone_is_no_data() -> None:
    assert outcome(document("up", 60, 70, 80, seen={"group": "65 and older"})) == "no_data"


def test_the_interval_that_touches_the_baseline_contains_it() -> None:
    assert outcome(document("up", 60, 64, 80, seen={"low": 60, "high": 68})) == "no_clear_change"


def test_an_achieved_target_is_certain_when_the_whole_interval_reaches_it() -> None:
    assert judge(parse(document("down", 40, 15, 20, seen={"low": 10, "high": 20}), today)).uncertain is False
    assert judge(parse(document("down", 40, 15, 20, seen={"low": 10, "high": 21}), today)).uncertain is True


def test_a_milestone_may_ask_for_patience_first() -> None:
    milestones = [{"date": "2026-01-01", "value": 60}, {"date": "2030-01-01", "value": 80}]
    assert outcome(document("up", 60, 60, milestones=milestones)) == "on_track"


def test_the_last_day_of_the_calendar_is_no_trap() -> None:
    raw = document("up", 60, 70, milestones=[{"date": "9999-12-31", "value": 80}], intervalMonths=1200)
    assert outcome(raw) == "too_early"
    assert outcome(document("up", 60, None, 80, today="0001-01-01")) == "no_data"
