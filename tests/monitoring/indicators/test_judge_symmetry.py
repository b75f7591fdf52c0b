"""Turning the page upside down, moving it or enlarging it never changes an outcome."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitoring.indicators.rules import DatedValue, Direction, Observation, Outcome, Question, forecast, judge

tenths = st.integers(-100_000, 100_000).map(lambda n: Decimal(n) / 10)
days = st.dates(date(2000, 1, 1), date(2045, 12, 31))
first = date(2010, 1, 1)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    value, spread = draw(tenths), draw(st.none() | st.integers(0, 500).map(lambda n: Decimal(n) / 10))
    low, high = (None, None) if spread is None else (value - spread, value + spread)
    return Observation(draw(days), value, low, high)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    direction = draw(st.sampled_from(Direction))
    baseline = draw(tenths)
    seen = tuple(draw(st.lists(observations(), max_size=6)))
    common: dict[str, Any] = {"today": draw(days), "observations": seen, "interval_months": draw(st.integers(1, 60))}
    margin = draw(st.none() | st.sampled_from([Decimal(0), Decimal("0.05"), Decimal("0.5")]))
    if direction in (Direction.KEEP, Direction.RANGE):
        bounds: dict[str, Any] = (
            {} if direction is Direction.KEEP else {"low": baseline - 5, "high": baseline + draw(st.integers(0, 9))}
        )
        return Question(direction, DatedValue(first, baseline), tolerance=margin, **bounds, **common)
    sign = 1 if direction is Direction.UP else -1
    steps = sorted(draw(st.sets(st.integers(1, 12_000), min_size=1, max_size=3)))
    milestones = tuple(
        DatedValue(first + timedelta(days=step), baseline + sign * Decimal(draw(st.integers(1, 900))) / 10)
        for step in steps
    )
    return Question(direction, DatedValue(first, baseline), milestones=milestones, tolerance=margin, **common)


def changed(question: Question, factor: Decimal, shift: Decimal) -> Question:
    """Every value v becomes factor * v + shift; a negative factor turns up into down and low into high."""

    def new(value: Decimal | None) -> Decimal | None:
        return None if value is None else factor * value + shift

    def dated(point: DatedValue) -> DatedValue:
        return replace(point, value=factor * point.value + shift)

    def bounds(low: Decimal | None, high: Decimal | None) -> dict[str, Any]:
        return {"low": new(low), "high": new(high)} if factor > 0 else {"low": new(high), "high": new(low)}

    turned = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
    tolerance = question.tolerance
    if tolerance is not None and not question.has_path:
        tolerance *= abs(factor)
    return replace(
        question,
        direction=turned.get(question.direction, question.direction) if factor < 0 else question.direction,
        baseline=dated(question.baseline),
        milestones=tuple(dated(milestone) for milestone in question.milestones),
        observations=tuple(
            replace(seen, value=factor * seen.value + shift, **bounds(seen.low, seen.high))
            for seen in question.observations
        ),
        tolerance=tolerance,
        **bounds(question.low, question.high),
    )


def assert_judged_alike(one: Question, other: Question) -> None:
    first_judgement, second = judge(one), judge(other)
    assert replace(first_judgement, latest=None) == replace(second, latest=None)
    assert getattr(forecast(one), "prospect", None) == getattr(forecast(other), "prospect", None)


@given(questions())
def test_mirroring_changes_nothing(question: Question) -> None:
    assert_judged_alike(question, changed(question, Decimal(-1), Decimal(0)))


@given(questions(), tenths)
def test_shifting_changes_nothing(question: Question, shift: Decimal) -> None:
    assert_judged_alike(question, changed(question, Decimal(1), shift))


@given(questions(), st.sampled_from([Decimal("0.001"), Decimal("0.5"), Decimal(3), Decimal(1000)]))
def test_scaling_changes_nothing(question: Question, factor: Decimal) -> None:
    assert_judged_alike(question, changed(question, factor, Decimal(0)))


@given(questions())
def test_every_question_has_an_outcome_that_fits_its_direction(question: Question) -> None:
    judgement = judge(question)
    outcome = judgement.previous_outcome or judgement.outcome
    assert (outcome in (Outcome.KEPT, Outcome.OUTSIDE)) <= (not question.has_path)
    assert (judgement.achieved is None) == (outcome is Outcome.NO_DATA or not question.has_path)
