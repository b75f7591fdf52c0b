"""Putting several judgements or several areas together without hiding any of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .judgement import Outcome

WORST_FIRST = (
    Outcome.WORSENING,
    Outcome.OUTSIDE,
    Outcome.BEHIND,
    Outcome.NO_DATA,
    Outcome.STALE,
    Outcome.NO_CLEAR_CHANGE,
    Outcome.TOO_EARLY,
    Outcome.ON_TRACK,
    Outcome.KEPT,
    Outcome.ACHIEVED,
)
ON_COURSE = frozenset({Outcome.ON_TRACK, Outcome.KEPT, Outcome.ACHIEVED})


@dataclass(frozen=True)
class Distribution:
    """How many indicators have which outcome (worst first, zeros left out), and the worst that occurs."""

    counts: tuple[tuple[Outcome, int], ...]
    total: int
    on_course: int
    worst: Outcome | None


def distribution(outcomes: Iterable[Outcome] | Mapping[Outcome, int]) -> Distribution:
    """Of outcomes, or of their numbers. Shares are never averaged: overshoot elsewhere cannot hide a laggard."""
    counted = Counter(outcomes)
    counts = tuple((outcome, counted[outcome]) for outcome in WORST_FIRST if counted[outcome])
    on_course = sum(counted[outcome] for outcome in ON_COURSE)
    return Distribution(counts, counted.total(), on_course, counts[0][0] if counts else None)


class Kind(StrEnum):
    """What kind of figure a value is; it decides how areas add up."""

    STOCK = "stock"
    FLOW = "flow"
    RATE = "rate"
    MEAN = "mean"
    INDEX = "index"


class RollUpRefused(StrEnum):
    NO_AREAS = "no_areas"
    NOTHING_KNOWN = "nothing_known"
    NO_WEIGHT = "no_weight"
    WOULD_REVEAL = "would_reveal"


@dataclass(frozen=True)
class AreaValue:
    """The value of one area; `weight` is the denominator of a rate, or the people or households behind a mean."""

    area: str
    value: Fraction | None
    weight: Fraction | None = None
    suppressed: bool = False
    residents: Fraction | None = None


@dataclass(frozen=True)
class RollUp:
    """The value of the whole, with how much of it was known."""

    value: Fraction
    areas_known: int
    areas: int
    residents_known: Fraction | None


def roll_up(kind: Kind, parts: Sequence[AreaValue]) -> RollUp | RollUpRefused:
    """One value over areas, or the reason why there is none."""
    if not parts:
        return RollUpRefused.NO_AREAS
    known = [part for part in parts if part.value is not None and not part.suppressed]
    if not known:
        return RollUpRefused.NOTHING_KNOWN
    if sum(part.suppressed for part in parts) == 1:
        # The reader who knows the whole would find the hidden part by subtraction.
        return RollUpRefused.WOULD_REVEAL
    value = _whole(kind, known)
    if value is None:
        return RollUpRefused.NO_WEIGHT
    return RollUp(value, len(known), len(parts), _share_of_residents(known, parts))


def _whole(kind: Kind, known: Sequence[AreaValue]) -> Fraction | None:
    if kind in (Kind.STOCK, Kind.FLOW):
        return sum((part.value for part in known if part.value is not None), Fraction(0))
    if any(part.weight is None for part in known):
        return None
    weight = sum((part.weight for part in known if part.weight is not None), Fraction(0))
    weighted = sum(((part.value or 0) * (part.weight or 0) for part in known), Fraction(0))
    return weighted / weight if weight else None


def _share_of_residents(known: Sequence[AreaValue], parts: Sequence[AreaValue]) -> Fraction | None:
    everyone = [part.residents for part in parts if part.residents is not None]
    if len(everyone) != len(parts) or not sum(everyone):
        return None
    return sum((part.residents or Fraction(0) for part in known), Fraction(0)) / sum(everyone)
