"""How long a judgement stays the same when nothing is measured, set or published: only the day moves on."""

from collections.abc import Iterator
from datetime import date, timedelta

from .dates import one_and_a_half_intervals_before
from .judgement import Question, latest_of


def stands_until(question: Question) -> date:
    """The last day on which judgement and forecast are still those of `question.today`."""
    turn = min(_turns(question), default=None)
    return turn - timedelta(days=1) if turn else date.max


def _turns(question: Question) -> Iterator[date]:
    """The days after today from which something may be otherwise."""
    known = [question.baseline.date, *(seen.date for seen in question.observations)]
    if question.has_path:
        known.append(question.target.date)  # from that day on there is no forecast
    yield from (day for day in known if day > question.today)
    latest = latest_of(question)
    if latest is not None:
        yield from _first_stale_day(latest.date, question)


def _first_stale_day(latest: date, question: Question) -> Iterator[date]:
    """Found by halving, since the limit only moves forward. Nothing when it is stale already, or never will be."""

    def is_stale(on: date) -> bool:
        return latest < one_and_a_half_intervals_before(on, question.interval_months)

    if is_stale(question.today) or not is_stale(date.max):
        return
    fresh, stale = question.today.toordinal(), date.max.toordinal()
    while stale - fresh > 1:
        middle = (fresh + stale) // 2
        fresh, stale = (fresh, middle) if is_stale(date.fromordinal(middle)) else (middle, stale)
    yield date.fromordinal(stale)
