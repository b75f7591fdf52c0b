"""The heading says what was measured, in words that can be repeated, and never more than that."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from monitoring.indicators.documents import parse
from monitoring.indicators.rules import (
    Change,
    Language,
    Observation,
    Outcome,
    Question,
    Subject,
    Unit,
    change_of,
    heading,
    judge,
)
from monitoring.public.statistics.importers.catalogue import topics

from .question import document, today

LONELY = {
    Language.NL: Subject("Eenzaam", Unit("%", 1), "Wielwijk", "voelen zich eenzaam"),
    Language.EN: Subject("Lonely", Unit("%", 1), "Wielwijk", "feel lonely"),
}
DWELLINGS = {
    Language.NL: Subject("Woningvoorraad", Unit("aantal"), "Oud Krispijn"),
    Language.EN: Subject("Dwellings", Unit("aantal"), "Oud Krispijn"),
}
LATEST = Observation(dt.date(2020, 7, 1), Decimal(4713))

OF_PEOPLE = [
    (Change.MORE, "Meer mensen in Wielwijk voelen zich eenzaam", "More people in Wielwijk feel lonely"),
    (Change.FEWER, "Minder mensen in Wielwijk voelen zich eenzaam", "Fewer people in Wielwijk feel lonely"),
    (
        Change.NONE,
        "Evenveel mensen in Wielwijk voelen zich eenzaam",
        "As many people in Wielwijk as before feel lonely",
    ),
    (
        Change.SLIGHT,
        "Ongeveer evenveel mensen in Wielwijk voelen zich eenzaam",
        "About as many people in Wielwijk as before feel lonely",
    ),
    (
        Change.UNCLEAR,
        "Niet duidelijk meer of minder mensen in Wielwijk voelen zich eenzaam",
        "Not clearly more or fewer people in Wielwijk feel lonely",
    ),
    (
        Change.TOO_EARLY,
        "Het is te vroeg om iets te zeggen over Eenzaam in Wielwijk",
        "It is too early to say anything about Lonely in Wielwijk",
    ),
]
OF_ANYTHING = [
    (
        Change.MORE,
        "Het cijfer voor Woningvoorraad in Oud Krispijn steeg naar 4.713",
        "The figure for Dwellings in Oud Krispijn rose to 4,713",
    ),
    (
        Change.FEWER,
        "Het cijfer voor Woningvoorraad in Oud Krispijn daalde naar 4.713",
        "The figure for Dwellings in Oud Krispijn fell to 4,713",
    ),
    (
        Change.NONE,
        "Het cijfer voor Woningvoorraad in Oud Krispijn bleef gelijk: 4.713",
        "The figure for Dwellings in Oud Krispijn stayed the same: 4,713",
    ),
    (
        Change.SLIGHT,
        "Het cijfer voor Woningvoorraad in Oud Krispijn bleef ongeveer gelijk: 4.713",
        "The figure for Dwellings in Oud Krispijn stayed about the same: 4,713",
    ),
    (
        Change.UNCLEAR,
        "Het cijfer voor Woningvoorraad in Oud Krispijn is niet duidelijk veranderd: 4.713",
        "The figure for Dwellings in Oud Krispijn did not clearly change: 4,713",
    ),
]
WITHOUT_A_VALUE = [
    (Change.NO_BASELINE, "Nog geen nulmeting voor Eenzaam in Wielwijk", "No baseline yet for Lonely in Wielwijk"),
    (Change.NO_TARGET, "Nog geen doel voor Eenzaam in Wielwijk", "No target yet for Lonely in Wielwijk"),
    (
        Change.NOT_MEASURED,
        "Nog geen cijfers over Eenzaam in Wielwijk sinds de nulmeting",
        "No figures yet on Lonely in Wielwijk since the baseline",
    ),
]


@pytest.mark.parametrize(
    ("subjects", "latest", "change", "dutch", "english"),
    [
        *((LONELY, LATEST, *row) for row in OF_PEOPLE),
        *((DWELLINGS, LATEST, *row) for row in OF_ANYTHING),
        *((LONELY, None, *row) for row in WITHOUT_A_VALUE),
    ],
)
def test_the_heading_can_be_repeated_in_both_languages(
    subjects: dict[Language, Subject], latest: Observation | None, change: Change, dutch: str, english: str
) -> None:
    assert heading(change, subjects[Language.NL], Language.NL, latest) == dutch
    assert heading(change, subjects[Language.EN], Language.EN, latest) == english


def test_a_figure_that_is_too_old_is_told_with_its_year() -> None:
    told = {each: heading(Change.FEWER, LONELY[each], each, LATEST, is_stale=True) for each in Language}
    assert told == {
        Language.NL: "Minder mensen in Wielwijk voelen zich eenzaam (cijfer van 2020)",
        Language.EN: "Fewer people in Wielwijk feel lonely (figure of 2020)",
    }


def test_a_measure_without_a_place_is_told_without_one() -> None:
    anywhere = replace(DWELLINGS[Language.NL], place="")
    assert heading(Change.MORE, anywhere, Language.NL, LATEST) == "Het cijfer voor Woningvoorraad steeg naar 4.713"


@pytest.mark.parametrize(
    ("group", "dutch", "english"),
    [
        ("65+", "Minder mensen van 65 jaar en ouder in Wielwijk", "Fewer people aged 65 and over in Wielwijk"),
        ("18-65", "Minder mensen van 18 tot 65 jaar in Wielwijk", "Fewer people aged 18 to 65 in Wielwijk"),
        ("huurders", "Minder mensen (huurders) in Wielwijk", "Fewer people (huurders) in Wielwijk"),
    ],
)
def test_of_a_part_of_the_people_it_is_said_which_part(group: str, dutch: str, english: str) -> None:
    told = {each: heading(Change.FEWER, replace(LONELY[each], group=group), each, LATEST) for each in Language}
    assert told[Language.NL] == f"{dutch} voelen zich eenzaam"
    assert told[Language.EN] == f"{english} feel lonely"
    untold = heading(Change.TOO_EARLY, replace(LONELY[Language.NL], group=group), Language.NL, LATEST)
    assert untold == f"Het is te vroeg om iets te zeggen over Eenzaam in Wielwijk ({group})"


@pytest.mark.parametrize(
    ("asked", "change"),
    [
        (document("down", 40, 44, 20), Change.MORE),
        (document("down", 40, 32, 20), Change.FEWER),
        (document("up", 20, 32, 40), Change.MORE),
        (document("up", 20, 16, 40), Change.FEWER),
        (document("down", 40, 40, 20), Change.NONE),
        (document("down", 40, 39, 20), Change.SLIGHT),  # a twentieth of the path: the tolerance itself
        (document("down", 40, 38.9, 20), Change.FEWER),
        (document("down", 40, 36, 20, tolerance=0.2), Change.SLIGHT),
        (document("keep", 80, 79.5, tolerance=0.5), Change.SLIGHT),
        (document("keep", 80, 79, tolerance=0.5), Change.FEWER),
        (document("range", 5, 6, low=4, high=6), Change.MORE),
        (document("down", 40, 36, 20, seen={"low": 31, "high": 41}), Change.UNCLEAR),
        (document("up", 60, 62, 61, seen={"low": 59, "high": 65}), Change.UNCLEAR),  # achieved, and not certain
        (document("keep", 80, 81, tolerance=2, seen={"low": 79, "high": 83}), Change.UNCLEAR),
        (document("range", 5, 6, low=4, high=6, seen={"low": 5.5, "high": 6.5}), Change.MORE),
        (document("up", 60, 61, 80, seen={"date": "2020-07-01"}, today="2020-09-01"), Change.TOO_EARLY),
        (document("up", 60, 70, 80, seen={"date": "2022-01-01"}), Change.MORE),
        (document("up", 60, 61, 80, seen={"date": "2020-07-01"}), Change.TOO_EARLY),  # and too old since
        (document("down", 40, None, 20), Change.NOT_MEASURED),
    ],
)
def test_more_and_fewer_are_what_was_measured_beyond_the_tolerance(asked: dict[str, Any], change: Change) -> None:
    assert _change(parse(asked, today)) is change


def _change(question: Question) -> Change:
    found = judge(question)
    share = None if found.achieved is None else round(Decimal(float(found.achieved)), 6)
    return change_of(question, found.latest, found.previous_outcome or Outcome(found.outcome), share)


def test_every_share_of_people_by_health_services_has_a_predicate_in_both_languages() -> None:
    told = {code: topic for code, topic in topics().items() if topic.predicate_nl or topic.predicate_en}
    assert set(told) == {code for code, topic in topics().items() if topic.source == "rivm-50090ned"}
    for topic in told.values():
        assert topic.unit == "%"
        for predicate in (topic.predicate_nl, topic.predicate_en):
            assert predicate == predicate.strip(" .")
            assert predicate[:1].islower()
