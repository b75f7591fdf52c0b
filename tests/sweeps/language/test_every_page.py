"""Every page speaks one language: what is Dutch in an English page says so, and days and numbers are the reader's.

A new page joins by itself, as soon as its address is in the URL lists and its app's `things.py` fills its parts.
"""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from tests.callers import ask
from tests.sweeps.addresses import Address, pages
from tests.sweeps.language.texts import Text, texts_of
from tests.sweeps.world import World

# What is for machines; and the title, which has no room for markup: it is in the language of the page.
_NOT_READ = frozenset(["code", "script", "style", "svg", "title"])
# Addresses and what people are called are in no language; the last one is an example in an English sentence.
_OF_NO_LANGUAGE = re.compile(r"\S+@\S+|https?://\S+|\b\w+ gast\b|Dordrecht ID")
# "WCAG 2.2" is a name.
_NAMES = re.compile(r"WCAG 2\.2")
_DAY_FOR_MACHINES = r"\b\d{4}-\d\d-\d\d\b"
_WRITTEN_OTHERWISE = {
    "nl": re.compile(rf"{_DAY_FOR_MACHINES}|\d,\d{{3}}\b|(?<![\d.])\d+\.(?!\d{{3}}\b)\d"),
    "en": re.compile(rf"{_DAY_FOR_MACHINES}|\d\.\d{{3}}\b|(?<![\d,])\d+,(?!\d{{3}}\b)\d"),
}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", pages(), ids=str)
def test_a_page(address: Address, method: str, world: World) -> None:
    """Asked for, and with nothing filled in: what is wrong is told in the language of the reader too."""
    dutch, english = _read(address, method, world)
    assert [text.words for text in english if _is_not_said_to_be_dutch(text, world)] == []
    for language, read in (("nl", dutch), ("en", english)):
        assert [text.words for text in read if _WRITTEN_OTHERWISE[language].search(_NAMES.sub("", text.words))] == []
    assert _sentences(dutch, "nl") & _sentences(english, "en") == set()


def _read(address: Address, method: str, world: World) -> list[list[Text]]:
    """What the first of these reads who gets a page there, in Dutch and in English."""
    for who in ("administrator", "manager", "clerk", "anonymous"):
        client = world.client(who)
        pages = []
        for language in ("nl", "en"):
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            answer = ask(client, method, address.path(world.values))
            if answer.status_code in (200, 400) and answer["Content-Type"].startswith("text/html"):
                pages.append(list(texts_of(answer.content.decode(), but_within=_NOT_READ)))
        if len(pages) == 2:
            return pages
    pytest.skip("hands out something else than a page")


def _sentences(read: list[Text], language: str) -> set[str]:
    """What is said in this language in so many words that it cannot be the same in another."""
    words = (_OF_NO_LANGUAGE.sub("", text.words) for text in read if text.language == language)
    return {said for said in words if len(re.findall(r"[a-z]{2,}", said)) >= 3}


def _is_not_said_to_be_dutch(text: Text, world: World) -> bool:
    """Whatever people typed in this world bears its mark."""
    words = _OF_NO_LANGUAGE.sub("", text.words)
    return text.language != "nl" and (world.mark in words.lower() or world.municipality.name in words)


@pytest.mark.parametrize(
    ("language", "said", "is_wrong"),
    [
        ("nl", "op 2024-09-01", True),
        ("nl", "1,234 woningen", True),
        ("nl", "1,234.5%", True),
        ("nl", "69.2%", True),
        ("nl", "op 1 september 2024, 1.234 woningen, 69,2% en € 1.234.567", False),
        ("en", "1.234 homes", True),
        ("en", "69,2%", True),
        ("en", "1,234.5%, 69.2% and €1,234,567", False),
    ],
)
def test_what_is_written_for_others_is_found(language: str, said: str, is_wrong: bool) -> None:
    assert bool(_WRITTEN_OTHERWISE[language].search(said)) is is_wrong
