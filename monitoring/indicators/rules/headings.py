"""What was found of an indicator as one sentence that anybody can repeat, in Dutch and in English.

A share of people is told as people: more or fewer of them. The sentence says what was measured and never whether that is
good: the outcome stands beside it. Of a share that rose it says "more people", as people do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .judgement import Observation, Outcome, Question
from .numerals import Language, Unit
from .sentences import Templates


class Change(StrEnum):
    """What can be said of the latest value beside the baseline."""

    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    NOT_MEASURED = "not_measured"
    TOO_EARLY = "too_early"
    UNCLEAR = "unclear"
    NONE = "none"
    SLIGHT = "slight"
    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True)
class Subject:
    """What is told of: `predicate` is what the counted people do; empty when it is no share of people.

    `group` is the part of the people it is about, such as 65+; empty for all of them.
    """

    name: str
    unit: Unit
    place: str = ""
    predicate: str = ""
    group: str = ""


_NOTHING_MEASURED: Mapping[Change, Templates] = {
    Change.NO_BASELINE: {
        Language.NL: "Nog geen nulmeting voor {what}",
        Language.EN: "No baseline yet for {what}",
    },
    Change.NO_TARGET: {
        Language.NL: "Nog geen doel voor {what}",
        Language.EN: "No target yet for {what}",
    },
    Change.NOT_MEASURED: {
        Language.NL: "Nog geen cijfers over {what} sinds de nulmeting",
        Language.EN: "No figures yet on {what} since the baseline",
    },
    Change.TOO_EARLY: {
        Language.NL: "Het is te vroeg om iets te zeggen over {what}",
        Language.EN: "It is too early to say anything about {what}",
    },
}
_OF_PEOPLE: Mapping[Change, Templates] = {
    Change.UNCLEAR: {
        Language.NL: "Niet duidelijk meer of minder {people} {predicate}",
        Language.EN: "Not clearly more or fewer {people} {predicate}",
    },
    Change.NONE: {
        Language.NL: "Evenveel {people} {predicate}",
        Language.EN: "As many {people} as before {predicate}",
    },
    Change.SLIGHT: {
        Language.NL: "Ongeveer evenveel {people} {predicate}",
        Language.EN: "About as many {people} as before {predicate}",
    },
    Change.MORE: {
        Language.NL: "Meer {people} {predicate}",
        Language.EN: "More {people} {predicate}",
    },
    Change.FEWER: {
        Language.NL: "Minder {people} {predicate}",
        Language.EN: "Fewer {people} {predicate}",
    },
}
# "Het cijfer" is the subject: of a name alone nobody knows whether it is singular or plural.
_OF_ANYTHING: Mapping[Change, Templates] = {
    Change.UNCLEAR: {
        Language.NL: "Het cijfer voor {what} is niet duidelijk veranderd: {latest}",
        Language.EN: "The figure for {what} did not clearly change: {latest}",
    },
    Change.NONE: {
        Language.NL: "Het cijfer voor {what} bleef gelijk: {latest}",
        Language.EN: "The figure for {what} stayed the same: {latest}",
    },
    Change.SLIGHT: {
        Language.NL: "Het cijfer voor {what} bleef ongeveer gelijk: {latest}",
        Language.EN: "The figure for {what} stayed about the same: {latest}",
    },
    Change.MORE: {
        Language.NL: "Het cijfer voor {what} steeg naar {latest}",
        Language.EN: "The figure for {what} rose to {latest}",
    },
    Change.FEWER: {
        Language.NL: "Het cijfer voor {what} daalde naar {latest}",
        Language.EN: "The figure for {what} fell to {latest}",
    },
}
_OF_THEN: Templates = {
    Language.NL: "{told} (cijfer van {year})",
    Language.EN: "{told} (figure of {year})",
}
_PEOPLE: Templates = {Language.NL: "mensen{aged} in {place}", Language.EN: "people{aged} in {place}"}
_AGED_FROM: Templates = {Language.NL: " van {first} jaar en ouder", Language.EN: " aged {first} and over"}
_AGED_BETWEEN: Templates = {Language.NL: " van {first} tot {last} jaar", Language.EN: " aged {first} to {last}"}


def change_of(question: Question, latest: Observation | None, outcome: Outcome, achieved: Decimal | None) -> Change:
    """`outcome` is what it was when the value was fresh; `achieved` the share of the path, for what has one."""
    if latest is None:
        return Change.NOT_MEASURED
    if outcome is Outcome.TOO_EARLY:
        return Change.TOO_EARLY
    # Also of what is achieved or kept: a value that may as well be the baseline's tells of no change.
    if latest.may_be(question.baseline.value):
        return Change.UNCLEAR
    moved = latest.value - question.baseline.value
    if not moved:
        return Change.NONE
    if abs(Fraction(moved if achieved is None else achieved)) <= question.allowed:
        return Change.SLIGHT
    return Change.MORE if moved > 0 else Change.FEWER


def heading(
    change: Change, subject: Subject, language: Language, latest: Observation | None = None, *, is_stale: bool = False
) -> str:
    """One sentence without a full stop; a figure that is too old is told with its year."""
    what = f"{subject.name} in {subject.place}" if subject.place else subject.name
    what = f"{what} ({subject.group})" if subject.group else what
    if latest is None or change in _NOTHING_MEASURED:
        return _NOTHING_MEASURED[change][language].format(what=what)
    templates = _OF_PEOPLE if subject.predicate and subject.place else _OF_ANYTHING
    told = templates[change][language].format(
        what=what,
        people=_PEOPLE[language].format(aged=_aged(subject.group, language), place=subject.place),
        predicate=subject.predicate,
        latest=subject.unit.value(latest.value, language),
    )
    return _OF_THEN[language].format(told=told, year=latest.date.year) if is_stale else told


def _aged(group: str, language: Language) -> str:
    """A group of ages in words; another one as its source writes it."""
    ages = re.fullmatch(r"([0-9]+)(?:\+|-([0-9]+))", group)
    if ages is None:
        return f" ({group})" if group else ""
    first, last = ages.groups()
    return (_AGED_BETWEEN if last else _AGED_FROM)[language].format(first=first, last=last)
