"""Whatever a page or a refusal can say exists in Dutch, once in the whole product."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.sweeps.translations.catalogues import (
    HOUSES,
    PLACEHOLDER,
    better_in_english,
    entries,
    said_by,
    said_by_packages,
    said_by_the_document,
    source_of,
)


@pytest.mark.parametrize("house", HOUSES)
def test_everything_a_house_says_is_in_its_dutch_catalogue_or_one_below(house: str) -> None:
    below = HOUSES[: HOUSES.index(house) + 1]
    known = {entry.text for entry in entries() if entry.house in below}
    missing = {text: place for text, place in said_by(house).items() if text not in known}
    told = "\n".join(f"{place}: {text}" for text, place in missing.items())
    assert not missing, f"Add these to {house}/locale/nl/LC_MESSAGES/django.po:\n{told}"


def test_gettext_goes_by_no_name_under_which_nobody_looks_for_it() -> None:
    """A text said through another name would leave the catalogue as unused."""
    renamed = re.compile(r"import n?p?gettext(?:_lazy)? as (?!_\b)\w+")
    sources = [path for house in HOUSES for path in (settings.BASE_DIR / house).rglob("*.py")]
    assert [path for path in sources if renamed.search(path.read_text())] == []


@pytest.mark.parametrize("house", HOUSES)
def test_a_catalogue_holds_nothing_that_nobody_says(house: str) -> None:
    above = HOUSES[HOUSES.index(house) :]
    said = said_by_packages() | said_by_the_document() | {text for house in above for text in said_by(house)}
    assert [entry.text for entry in entries() if entry.house == house and entry.text not in said] == []


def test_a_text_has_one_translation_in_the_whole_product() -> None:
    """Django reads all catalogues as one. What means two things gets a context: pgettext, or translate … context."""
    times = Counter(entry.text for entry in entries())
    assert [text for text, count in times.items() if count > 1] == [], "Keep the entry of the lowest house."


@pytest.mark.parametrize("house", HOUSES)
def test_a_catalogue_holds_no_entry_twice_and_none_that_is_out_of_use(house: str) -> None:
    """Of two the last would count, unseen."""
    source = source_of(house).read_text()
    assert source.count("\nmsgid ") == sum(entry.house == house for entry in entries())
    assert "\n#~" not in source


def test_nothing_is_left_empty_or_doubtful() -> None:
    assert [entry.text for entry in entries() if entry.fuzzy or not all(entry.dutch)] == []


def test_a_translation_has_the_placeholders_of_its_text() -> None:
    """“One day” may do without its number; many days may not."""
    assert [
        entry.text
        for entry in entries()
        if Counter(PLACEHOLDER.findall(entry.dutch[-1])) != Counter(PLACEHOLDER.findall(entry.english[-1]))
        or not set(PLACEHOLDER.findall(entry.dutch[0])) <= set(PLACEHOLDER.findall(entry.english[-1]))
    ] == []


def test_a_translation_begins_and_ends_as_its_text_does() -> None:
    """A space that is missing at the seam glues two words; a full stop that is missing makes a sentence a label."""
    ends = re.compile(r"^(\s*).*?([.:?…]?\s*)$", re.DOTALL)
    assert [
        entry.text
        for entry in entries()
        for english, dutch in zip(entry.english, entry.dutch, strict=True)
        if ends.findall(english) != ends.findall(dutch)
    ] == []


def test_what_packages_say_is_said_better_in_both_languages() -> None:
    """Their English is the key, so better English stands in a catalogue as well."""
    assert better_in_english() <= said_by_packages() & {entry.text for entry in entries()}


def test_people_are_addressed_as_u() -> None:
    """Plain Dutch for everybody who may read it: never je or jij."""
    familiar = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
    assert [entry.dutch for entry in entries() if familiar.search(" ".join(entry.dutch))] == []


def test_django_reads_the_catalogues_of_the_houses() -> None:
    assert [Path(path).parent.name for path in settings.LOCALE_PATHS] == HOUSES
