"""How one indicator is judged: pure arithmetic without database, clock or Django.

Everything is computed in exact fractions, so that 69.2 is 69.2 and equality counts. The only slack is a trillionth of
the figures at hand: it lets a value through that a spreadsheet wrote as 79.99999999999999.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .dates import months_after, one_and_a_half_intervals_before

RULE_VERSION = "2"
DEFAULT_TOLERANCE = Decimal("0.05")
"""Share of the whole path from baseline to target."""
_SLACK = Fraction(1, 10**12)


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    KEEP = "keep"
    RANGE = "range"


class Outcome(StrEnum):
    NO_DATA = "no_data"
    STALE = "stale"
    KEPT = "kept"
    OUTSIDE = "outside"
    ACHIEVED = "achieved"
    TOO_EARLY = "too_early"
    NO_CLEAR_CHANGE = "no_clear_change"
    WORSENING = "worsening"
    ON_TRACK = "on_track"
    BEHIND = "behind"


@dataclass(frozen=True)
class DatedValue:
    """A value on a day: the baseline or a milestone."""

    date: date
    value: Decimal


@dataclass(frozen=True)
class Observation:
    """A measured value. One with a `group` speaks of a part of the people and never counts as the total."""

    date: date
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    sample_size: int | None = None
    source: str | None = None
    group: str | None = None
    recorded_at: datetime | None = None

    def may_be(self, value: Decimal) -> bool:
        """Whether the interval of the measurement, if it has one, holds another value too."""
        return self.low is not None and self.high is not None and self.low <= value <= self.high


@dataclass(frozen=True)
class Question:
    """All that a judgement needs. `tolerance` None means the default of the direction."""

    direction: Direction
    baseline: DatedValue
    today: date
    milestones: tuple[DatedValue, ...] = ()
    observations: tuple[Observation, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    tolerance: Decimal | None = None
    interval_months: int = 12

    @property
    def has_path(self) -> bool:
        return self.direction in (Direction.UP, Direction.DOWN)

    @property
    def target(self) -> DatedValue:
        """The last milestone is *the* target."""
        return self.milestones[-1]

    @property
    def path(self) -> Fraction:
        return Fraction(self.target.value) - Fraction(self.baseline.value)

    @property
    def allowed(self) -> Fraction:
        """The tolerance in force: a share of the path, or a half-width in the indicator's unit."""
        if self.tolerance is not None:
            return Fraction(self.tolerance)
        return Fraction(DEFAULT_TOLERANCE) if self.has_path else Fraction(0)

    @property
    def band(self) -> tuple[Fraction, Fraction]:
        """The bounds of `keep` and `range`, tolerance included."""
        low = self.baseline.value if self.low is None else self.low
        high = self.baseline.value if self.high is None else self.high
        return Fraction(low) - self.allowed, Fraction(high) + self.allowed


@dataclass(frozen=True)
class Judgement:
    outcome: Outcome
    achieved: Fraction | None = None
    expected: Fraction | None = None
    uncertain: bool = False
    previous_outcome: Outcome | None = None
    latest: Observation | None = None
    rule_version: str = field(default=RULE_VERSION)


def judge(question: Question) -> Judgement:
    """The outcome of one indicator, with the figures behind it."""
    latest = latest_of(question)
    if latest is None:
        return Judgement(Outcome.NO_DATA)
    fresh = _judge_value(question, latest)
    if latest.date < one_and_a_half_intervals_before(question.today, question.interval_months):
        return replace(fresh, outcome=Outcome.STALE, previous_outcome=fresh.outcome)
    return fresh


def latest_of(question: Question) -> Observation | None:
    """The newest total after the baseline and not after today; of two on one day the one recorded last."""
    return max(totals_after_baseline(question), key=lambda seen: seen.date, default=None)


def totals_after_baseline(question: Question) -> Sequence[Observation]:
    """One total per day in order of date; a sub-group is never the total."""
    return [seen for seen in totals(question) if seen.date > question.baseline.date]


def totals(question: Question) -> Sequence[Observation]:
    by_day: dict[date, Observation] = {}
    for seen in question.observations:
        if seen.group is not None or seen.date > question.today:
            continue
        known = by_day.get(seen.date)
        if known is None or _recorded(seen) >= _recorded(known):
            by_day[seen.date] = seen
    return [by_day[day] for day in sorted(by_day)]


def _recorded(seen: Observation) -> datetime:
    """A moment that compares; a value of unknown moment counts as the oldest, a moment without zone as UTC."""
    moment = seen.recorded_at or datetime.min
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def expected_share(question: Question, day: date) -> Fraction:
    """Share of the path that should be covered on a day: linear between the milestones, flat after the last."""
    before = question.baseline
    for milestone in question.milestones:
        if day <= milestone.date:
            part = Fraction((day - before.date).days, (milestone.date - before.date).days)
            value = Fraction(before.value) + part * (Fraction(milestone.value) - Fraction(before.value))
            return (value - Fraction(question.baseline.value)) / question.path
        before = milestone
    return Fraction(1)


def _judge_value(question: Question, latest: Observation) -> Judgement:
    if not question.has_path:
        return Judgement(_inside_or_outside(question, latest), latest=latest)
    achieved = (Fraction(latest.value) - Fraction(question.baseline.value)) / question.path
    expected = expected_share(question, latest.date)
    outcome = _outcome_on_path(question, latest, achieved, expected)
    uncertain = outcome is Outcome.ACHIEVED and _may_fall_short(question, latest)
    return Judgement(outcome, achieved, expected, uncertain, latest=latest)


def _inside_or_outside(question: Question, latest: Observation) -> Outcome:
    low, high = question.band
    value = Fraction(latest.value)
    slack = _SLACK * max(abs(low), abs(high), abs(value))
    return Outcome.KEPT if low - slack <= value <= high + slack else Outcome.OUTSIDE


def _outcome_on_path(question: Question, latest: Observation, achieved: Fraction, expected: Fraction) -> Outcome:
    """The outcomes of evaluation in their order: the first that holds is the answer."""
    slack = _slack_of_share(question, latest)
    if achieved >= 1 - slack:
        return Outcome.ACHIEVED
    if latest.date < months_after(question.baseline.date, question.interval_months):
        return Outcome.TOO_EARLY
    if latest.may_be(question.baseline.value):
        return Outcome.NO_CLEAR_CHANGE
    if achieved < -question.allowed - slack:
        return Outcome.WORSENING
    return Outcome.ON_TRACK if achieved >= expected - question.allowed - slack else Outcome.BEHIND


def _slack_of_share(question: Question, latest: Observation) -> Fraction:
    largest = max(abs(Fraction(value)) for value in (question.baseline.value, question.target.value, latest.value))
    return _SLACK * largest / abs(question.path)


def _may_fall_short(question: Question, latest: Observation) -> bool:
    if question.direction is Direction.UP:
        return latest.low is not None and latest.low < question.target.value
    return latest.high is not None and latest.high > question.target.value
