"""How long a judgement stands by itself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitoring.indicators.documents import answer
from monitoring.indicators.rules import DatedValue, Direction, Observation, Question, stands_until

days = st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1))
values = st.integers(0, 100).map(Decimal)


@st.composite
def questions(draw: Any) -> Question:
    direction = draw(st.sampled_from([Direction.UP, Direction.DOWN, Direction.KEEP]))
    baseline = DatedValue(draw(days), Decimal(50))
    goal = {Direction.UP: 80, Direction.DOWN: 20}.get(direction)
    end = baseline.date + dt.timedelta(days=draw(st.integers(1, 5000)))
    return Question(
        direction=direction,
        baseline=baseline,
        today=draw(days),
        milestones=(DatedValue(end, Decimal(goal)),) if goal else (),
        observations=tuple(draw(st.lists(st.builds(Observation, days, values), max_size=6))),
        interval_months=draw(st.integers(1, 60)),
    )


@given(questions(), st.data())
def test_until_then_the_answer_is_the_same(question: Question, data: st.DataObject) -> None:
    last = stands_until(question)
    assert last >= question.today
    day = data.draw(st.dates(question.today, min(last, dt.date(2080, 1, 1))))
    for later in (day, min(last, dt.date(2080, 1, 1))):
        assert answer(_at(question, later)) == answer(question)


def test_it_ends_on_the_day_before_the_value_is_too_old() -> None:
    seen = Observation(dt.date(2024, 1, 1), Decimal(60))
    target = DatedValue(dt.date(2040, 1, 1), Decimal(80))
    question = Question(
        Direction.UP, DatedValue(dt.date(2020, 1, 1), Decimal(50)), dt.date(2024, 9, 1), (target,), (seen,)
    )
    last = stands_until(question)
    assert last == dt.date(2025, 7, 1)
    assert answer(_at(question, last + dt.timedelta(days=1)))["outcome"] == "stale"


def test_it_ends_on_the_day_before_the_target() -> None:
    """From the target's day on there is no forecast any more."""
    target = DatedValue(dt.date(2024, 12, 1), Decimal(80))
    question = Question(Direction.UP, DatedValue(dt.date(2024, 1, 1), Decimal(50)), dt.date(2024, 9, 1), (target,))
    assert stands_until(question) == dt.date(2024, 11, 30)


def _at(question: Question, day: dt.date) -> Question:
    from dataclasses import replace

    return replace(question, today=day)
