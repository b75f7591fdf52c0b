"""Every word a page or a refusal can say exists in Dutch, in the catalogue of the house that says it."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from config.translations import BASE, HOUSES, compile_catalogues

# Which argument is the message: with a context it is the second.
_FUNCTIONS = {"gettext": 0, "gettext_lazy": 0, "_": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0}
_FUNCTIONS |= {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def _in_template(path: Path) -> Iterator[str]:
    source = templatize(path.read_text(encoding="utf-8"))
    # Python's tokens, not Python: the indentation of HTML means nothing.
    lines = io.BytesIO("\n".join(line.strip() for line in source.splitlines()).encode())
    keywords = dict.fromkeys(_FUNCTIONS)
    for _line, function, messages, _comments in extract_python(lines, keywords, [], {}):
        # Of a plural only the first form is the key of the catalogue.
        said = messages if isinstance(messages, list | tuple) else [messages]
        place = _FUNCTIONS[str(function)]
        if len(said) > place and isinstance(said[place], str):
            yield str(said[place])


def _in_python(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    if "gettext" not in source:
        return
    tree = ast.parse(source)
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _names(tree: ast.Module) -> set[str]:
    """What the gettext functions are called in this file; `_` is often also a throw-away name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            found |= {alias.asname or alias.name for alias in node.names if "gettext" in alias.name}
    return found


def said_by(house: str) -> dict[str, str]:
    """Every message of the house, with one place where it is said."""
    found: dict[str, str] = {}
    for path in sorted((BASE / house).rglob("*")):
        if path.suffix == ".html" or (path.suffix == ".txt" and "templates" in path.parts):
            messages = _in_template(path)
        elif path.suffix == ".py" and "migrations" not in path.parts:
            messages = _in_python(path)
        else:
            continue
        for message in messages:
            found.setdefault(message, str(path.relative_to(BASE)))
    return found


def catalogue_of(house: str) -> Catalog:
    path = BASE / house / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog("nl")
    with path.open("rb") as file:
        return read_po(file, locale="nl", domain="django", abort_invalid=True)


def _keys(catalogue: Catalog) -> set[str]:
    return {_forms(message.id)[0] for message in catalogue if message.id}


def _forms(text: object) -> list[str]:
    return [str(form) for form in text] if isinstance(text, list | tuple) else [str(text)]


@pytest.mark.parametrize("house", HOUSES)
def test_everything_a_house_says_is_in_its_dutch_catalogue(house: str) -> None:
    known = _keys(catalogue_of(house))
    missing = {message: place for message, place in said_by(house).items() if message not in known}
    told = "\n".join(f"{place}: {message!r}" for message, place in missing.items())
    assert not missing, f"Add these to {house}/locale/nl/LC_MESSAGES/django.po:\n{told}"


@pytest.mark.parametrize("house", HOUSES)
def test_nothing_is_left_empty_or_doubtful(house: str) -> None:
    messages: list[Message] = [message for message in catalogue_of(house) if message.id]
    assert [m.id for m in messages if m.fuzzy] == []
    assert [m.id for m in messages if not all(_forms(m.string))] == []


@pytest.mark.parametrize("house", HOUSES)
def test_a_translation_uses_only_the_placeholders_of_its_message(house: str) -> None:
    wrong = [
        message.id
        for message in catalogue_of(house)
        if message.id
        for form in _forms(message.string)
        if not set(_PLACEHOLDER.findall(form)) <= set(_PLACEHOLDER.findall(" ".join(_forms(message.id))))
    ]
    assert wrong == []


@pytest.mark.parametrize("house", HOUSES)
def test_people_are_addressed_as_u(house: str) -> None:
    """Plain Dutch for everybody who may read it: never je or jij."""
    familiar = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
    found = [m.string for m in catalogue_of(house) if m.id and any(familiar.search(f) for f in _forms(m.string))]
    assert found == []


def test_compiling_twice_writes_once(tmp_path: Path) -> None:
    folder = tmp_path / "tenants" / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    )
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert compile_catalogues(tmp_path) == []
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def test_django_reads_the_catalogues_of_the_houses() -> None:
    assert [Path(path).parent.name for path in settings.LOCALE_PATHS] == list(HOUSES)
