"""Nonsense is refused with the field named, all faults at once."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from monitoring.indicators.documents import DocumentError, loads, parse, problem
from monitoring.indicators.faults import sentence_of
from monitoring.indicators.rules import QuestionFault

from .question import document, today

good = document("up", 60, 70, 80)
band = document("range", 5, 5, low=4, high=6)


def of(**changes: Any) -> dict[str, Any]:
    return good | changes


def seen(**changes: Any) -> dict[str, Any]:
    return of(observations=[{"date": "2025-01-01", "value": 70} | changes])


def milestones(*values: tuple[str, object]) -> dict[str, Any]:
    return of(milestones=[{"date": day, "value": value} for day, value in values])


REFUSALS = [
    ([1], "", "not_an_object"),
    ("up", "", "not_an_object"),
    (of(direction=None), "/direction", "direction"),
    (of(direction="UP"), "/direction", "direction"),
    (of(direction=["up"]), "/direction", "direction"),
    ({key: value for key, value in good.items() if key != "direction"}, "/direction", "direction"),
    (of(baseline=None), "/baseline", "required"),
    (of(baseline=60), "/baseline", "not_an_object"),
    (of(baseline={"value": 60}), "/baseline/date", "required"),
    (of(baseline={"date": "2020-01-01"}), "/baseline/value", "required"),
    (of(baseline={"date": "2020-01-01", "value": "60"}), "/baseline/value", "not_a_number"),
    (of(baseline={"date": "2020-01-01", "value": True}), "/baseline/value", "not_a_number"),
    (of(baseline={"date": "2020-01-01", "value": float("nan")}), "/baseline/value", "not_finite"),
    (of(baseline={"date": "2020-01-01", "value": float("-inf")}), "/baseline/value", "not_finite"),
    (of(baseline={"date": "2020-01-01", "value": 10**15}), "/baseline/value", "too_large"),
    (of(baseline={"date": "20200101", "value": 60}), "/baseline/date", "not_a_date"),
    (of(baseline={"date": "2021-02-29", "value": 60}), "/baseline/date", "not_a_date"),
    (of(baseline={"date": "2020-W01-1", "value": 60}), "/baseline/date", "not_a_date"),
    (of(baseline={"date": 20200101, "value": 60}), "/baseline/date", "not_a_date"),
    (of(baseline={"date": "2020-01-01", "value": 60, "source": "x"}), "/baseline/source", "unknown"),
    (of(targets=[]), "/targets", "unknown"),
    (of(interval_months=12), "/interval_months", "unknown"),
    (of(**{"a/b~": 1}), "/a~1b~0", "unknown"),
    (of(milestones={}), "/milestones", "not_a_list"),
    (of(milestones=[]), "/milestones", "no_milestone"),
    (milestones(("2030-01-01", 50)), "/milestones/0/value", "wrong_side"),
    (milestones(("2025-01-01", 50), ("2030-01-01", 80)), "/milestones/0/value", "wrong_side"),
    (milestones(("2030-01-01", 60)), "/milestones/0/value", "no_path"),
    (milestones(("2020-01-01", 80)), "/milestones/0/date", "date_order"),
    (milestones(("2030-01-01", 70), ("2029-01-01", 80)), "/milestones/1/date", "date_order"),
    (milestones(("2030-01-01", 70), ("2030-01-01", 80)), "/milestones/1/date", "date_order"),
    (document("down", 40, 30, 50), "/milestones/0/value", "wrong_side"),
    (document("keep", 80, 80, 90), "/milestones/0/value", "not_the_baseline"),
    (band | {"milestones": [{"date": "2030-01-01", "value": 7}]}, "/milestones/0/value", "outside_bounds"),
    (band | {"low": None}, "/low", "required"),
    (band | {"low": 7}, "/low", "bounds_swapped"),
    (of(low=1), "/low", "only_for_range"),
    (of(tolerance=-0.1), "/tolerance", "negative"),
    (of(tolerance=5), "/tolerance", "share_above_one"),
    (of(tolerance="0.1"), "/tolerance", "not_a_number"),
    (of(intervalMonths=0), "/intervalMonths", "not_positive"),
    (of(intervalMonths=-12), "/intervalMonths", "not_positive"),
    (of(intervalMonths=1.5), "/intervalMonths", "not_whole"),
    (of(intervalMonths=10**6), "/intervalMonths", "too_large"),
    (of(intervalMonths=True), "/intervalMonths", "not_a_number"),
    (of(today="yesterday"), "/today", "not_a_date"),
    (of(observations=[70]), "/observations/0", "not_an_object"),
    (seen(date=None), "/observations/0/date", "required"),
    (seen(value=None), "/observations/0/value", "required"),
    (seen(low=65), "/observations/0/high", "bound_missing"),
    (seen(low=75, high=65), "/observations/0/low", "bounds_swapped"),
    (seen(low=71, high=75), "/observations/0/value", "value_outside_interval"),
    (seen(sampleSize=0), "/observations/0/sampleSize", "not_positive"),
    (seen(group=""), "/observations/0/group", "not_a_text"),
    (seen(group=65), "/observations/0/group", "not_a_text"),
    (seen(recordedAt="now"), "/observations/0/recordedAt", "not_a_moment"),
    (seen(recordedAt=5), "/observations/0/recordedAt", "not_a_moment"),
]


@pytest.mark.parametrize(("raw", "pointer", "code"), REFUSALS)
def test_a_document_is_refused_with_its_field(raw: object, pointer: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse(raw, today)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [(pointer, code)]
    for language in ("nl", "en"):
        with override(language):
            assert sentence_of(refused.value.faults[0]).endswith(".")


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(DocumentError) as refused:
        parse({"direction": "sideways", "baseline": {"date": "x", "value": "y"}, "extra": 1}, today)
    assert [fault.pointer for fault in refused.value.faults] == [
        "/extra", "/direction", "/baseline/date", "/baseline/value",
    ]  # fmt: skip


def test_a_name_given_twice_is_refused() -> None:
    text = json.dumps(good)[:-1] + ', "direction": "down"}'
    with pytest.raises(DocumentError) as refused:
        parse(loads(text), today)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/direction", "duplicate")]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1e999999999999999999999", "9" * 5000])
def test_a_number_beyond_all_measure_is_refused_and_not_computed(number: str) -> None:
    text = json.dumps(good).replace("70", number)
    with pytest.raises(DocumentError) as refused:
        parse(loads(text), today)
    assert refused.value.faults[0].pointer == "/observations/0/value"


def test_a_number_of_next_to_nothing_is_nothing() -> None:
    raw = loads(json.dumps(good).replace("70", "1e-400000000"))
    assert parse(raw, today).observations[0].value == 0


def test_the_refusal_is_a_problem_of_the_api() -> None:
    with pytest.raises(DocumentError) as refused:
        parse(of(tolerance=-1), today)
    with override("en"):
        found = problem(refused.value)
    assert found == {
        "type": "/api/v1/problems/cannot-be-judged",
        "title": "This document cannot be judged.",
        "status": 400,
        "detail": "/tolerance: A tolerance cannot be less than zero.",
        "errors": [{"pointer": "/tolerance", "code": "negative", "detail": "A tolerance cannot be less than zero."}],
    }


def test_absent_and_null_mean_the_default() -> None:
    raw = of(low=None, high=None, tolerance=None, intervalMonths=None, today=None)
    question = parse(raw, date(2025, 7, 1))
    assert question == parse({key: value for key, value in raw.items() if value is not None}, date(2025, 7, 1))
    assert (question.interval_months, question.today, float(question.allowed)) == (12, date(2025, 7, 1), 0.05)


anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=5), inside, max_size=2),
    max_leaves=5,
)


names = [*good, "low", "high", "tolerance", "intervalMonths", "date", "value", "sampleSize", "group", "x"]


@given(st.dictionaries(st.sampled_from(names), anything, max_size=4), anything)
def test_whatever_is_sent_is_judged_or_refused_in_words(changes: dict[str, Any], observation: Any) -> None:
    for raw in (of(**changes), seen(**changes), of(observations=[observation])):
        assert all(sentence_of(fault) for fault in faults_in(raw))


def faults_in(raw: Any) -> Sequence[QuestionFault]:
    try:
        parse(raw, today)
    except DocumentError as refused:
        return refused.faults
    return ()
