"""What the houses say, and what their catalogues hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import allauth
import django
import pytest
import rest_framework
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from tenants.kit.api import document, schema

HOUSES: list[str] = settings.HOUSES
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]|%%|\{\w*\}")

_ARGUMENTS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
_KEYWORDS = {name + end: arguments for name, arguments in _ARGUMENTS.items() for end in ("", "_lazy")}
_KEYWORDS |= {"_": None, "gettext_noop": None}


class Text(NamedTuple):
    """What a catalogue is asked: an English text, with a context where the text alone is ambiguous."""

    english: str
    context: str | None = None


class Entry(NamedTuple):
    """What a catalogue holds. Both languages have two forms where the text counts something, else one."""

    house: str
    text: Text
    english: tuple[str, ...]
    dutch: tuple[str, ...]
    fuzzy: bool


@cache
def entries() -> list[Entry]:
    """Those of all houses, from the ground up."""
    return [
        Entry(house, Text(_forms(said.id)[0], said.context), _forms(said.id), _forms(said.string), said.fuzzy)
        for house in HOUSES
        for said in _read(source_of(house))
        if said.id
    ]


def source_of(house: str, language: str = "nl") -> Path:
    return settings.BASE_DIR / house / "locale" / language / "LC_MESSAGES" / "django.po"


@cache
def said_by(house: str) -> dict[Text, str]:
    """Each text of the house, with one place where it is said."""
    found: dict[Text, str] = {}
    for path in sorted((settings.BASE_DIR / house).rglob("*")):
        for text in _said_in(path):
            found.setdefault(text, str(path.relative_to(settings.BASE_DIR)))
    return found


@cache
def said_by_the_document() -> set[Text]:
    """The API's document says docstrings and the help of models too, whatever they are called in the code."""
    said: set[Text] = set()

    def listen(text: str) -> str:
        said.add(Text(text))
        return text

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "gettext", listen)
        document._document_in.__wrapped__("en")
    return said


@cache
def said_by_packages() -> set[Text]:
    """What Django and the packages say, some of which the product says better."""
    return {Text(_forms(said.id)[0], said.context) for said in of_packages(django, allauth, rest_framework)}


def of_packages(*packages: ModuleType) -> Iterator[Message]:
    """Their entries in Dutch; not all of them bring more than the compiled catalogue."""
    for package in packages:
        for compiled in Path(str(package.__file__)).parent.rglob("locale/nl/LC_MESSAGES/django.mo"):
            with compiled.open("rb") as file:
                yield from (said for said in read_mo(file) if said.id)


def better_in_english() -> set[Text]:
    """What packages say in English too, and the product says better."""
    return {Text(_forms(said.id)[0], said.context) for said in _read(source_of("tenants", "en")) if said.id}


def _said_in(path: Path) -> Iterator[Text]:
    if path.suffix == ".py" and "migrations" not in path.parts:
        source = path.read_bytes()
    elif path.suffix == ".html" or (path.suffix == ".txt" and "templates" in path.parts):
        # To Babel it is Python, of which the indentation of HTML must mean nothing.
        code = templatize(path.read_text(encoding="utf-8"))
        source = "\n".join(line.strip() for line in code.splitlines()).encode()
    else:
        return
    for _line, said, _comments, context in extract("python", io.BytesIO(source), _KEYWORDS):
        if said[0].strip():  # a call within the call: Babel sees its text, such as that of "".join(…)
            yield Text(_forms(said)[0], context)


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale="nl", domain="django", abort_invalid=True)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)
