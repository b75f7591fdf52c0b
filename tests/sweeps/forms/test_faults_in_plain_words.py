"""Every form and every body, sent with nothing, with too much and with nonsense: all that is wrong is told in our words.

Those of Django and DRF say that a field is required or a choice invalid; ours say what to do. A text as long as its field
says is not too long; one letter more is told.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client

from tenants.kit.choosing import FIND
from tenants.kit.fields import DayField, SeenField
from tests import callers
from tests.callers import ask
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.contract.conftest import Operation
from tests.sweeps.contract.test_values import ALL, OTHER_TYPES, WITH_BODY, schema_of, send, told
from tests.sweeps.forms.heard import Heard, heard
from tests.sweeps.forms.stock import stock_in
from tests.sweeps.fuzz import odd
from tests.sweeps.fuzz.forms import Form, forms_seen
from tests.sweeps.operator import operators_host
from tests.sweeps.world import World

_PEOPLE = ("administrator", "manager", "clerk", "anonymous")
_LANGUAGES = ("nl", "en")
_FILLED = {
    "nothing": "",
    "what cannot be seen": "\u200b\u00ad",
    "nonsense": "x\x7f?",
    "NUL": "a\x00b",
    "too much": "9" * 30_000,
}
# The token of a form makes the second post the same as the first; the others ask for another page of the form.
_LEFT_OUT = ("form_token", "csrfmiddlewaretoken", "go", FIND)
# Written by a page or a browser, not by people.
_NOT_TYPED = (forms.UUIDField, forms.JSONField, SeenField)
_LETTER = "ë"
NO_DAYS = ("0001-01-01", "0204-01-01", "9999-12-31")
_YEARS = "Schrijf het jaar met vier cijfers"


# ── Pages ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", [one for one in addresses(MUNICIPAL) if not one.is_api], ids=str)
def test_a_page_of_a_municipality(address: Address, world: World) -> None:
    _judge(address.path(world.values), [world.client(who) for who in _PEOPLE])


@pytest.mark.parametrize("address", addresses(OPERATOR), ids=str)
def test_a_page_of_the_operator(address: Address, world: World) -> None:
    otto, values = operators_host(world)
    _judge(address.path(values), [otto, callers.anonymous(callers.OPERATOR_HOST)])


def _judge(path: str, clients: list[Client]) -> None:
    client, found = forms_seen(path, clients)
    wrong = [fault for form in found if client for fault in _faults(client, form)]
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


def _faults(client: Client, form: Form) -> Iterator[str]:
    yield from _in_stock(client, form)
    yield from _in_length(client, form)
    yield from _in_days(client, form)


def _in_days(client: Client, form: Form) -> Iterator[str]:
    """No day is taken that nobody here can mean."""
    _answer, said = _fill(client, form, {}, "nl")
    days = {met.add_prefix(name) for met in said.forms for name, one in met.fields.items() if isinstance(one, DayField)}
    days &= {name for name, _value in form.fields}
    for day in NO_DAYS if days else ():
        _answer, said = _fill(client, form, dict.fromkeys(days, day), "nl")
        told = {met.add_prefix(name): said.at(met, name) for met in said.forms for name in met.fields}
        yield from (f"{name} takes {day}: {told.get(name)}" for name in days if _YEARS not in str(told.get(name)))


def _in_stock(client: Client, form: Form) -> Iterator[str]:
    for number, (what, value) in enumerate([*_FILLED.items(), ("nothing", "")]):
        keeps = form.buttons if what != "nonsense" else ()
        values = {name: value for name, _one in form.fields if name not in keeps}
        answer, said = _fill(client, form, values, _LANGUAGES[number % 2])
        if answer.status_code >= 500:
            yield f"{what}: {answer.status_code}"
        yield from (f"{what}: {told}" for told in stock_in([*said.sentences(), *_lines(answer)]))


def _in_length(client: Client, form: Form) -> Iterator[str]:
    """Each text of the form at its limit, then beyond."""
    _answer, said = _fill(client, form, {}, "nl")
    asked = {name for name, _value in form.fields}
    limits = {name: limit for met in said.forms for name, limit in _limits(met).items() if name in asked}
    yield from (f"{name} has no limit" for name, limit in limits.items() if limit is None)
    yield from (f"{told}" for met in said.forms for told in _not_of_column(met))
    known = {name: limit for name, limit in limits.items() if limit}
    for more in (0, 1):
        answer, said = _fill(client, form, {name: _LETTER * (limit + more) for name, limit in known.items()}, "nl")
        if answer.status_code >= 500:
            yield f"{more} beyond the limits: {answer.status_code}"
        for met in said.forms:
            for name, limit in _limits(met).items() & known.items():
                faults = said.at(met, name)
                if more and not faults:
                    yield f"{name}: nothing is told of {limit} letters and one"
                if not more and any("Gebruik hoogstens" in told for told in faults):
                    yield f"{name}: {faults} of {limit} letters"


def _is_secret(field: forms.Field) -> bool:
    """A password is kept as a hash, as long as it is."""
    return isinstance(field.widget, forms.PasswordInput) and getattr(field, "max_length", None) is None


def _limits(form: forms.BaseForm) -> dict[str, int | None]:
    """Of what is typed freely."""
    return {
        form.add_prefix(name): field.max_length
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, _NOT_TYPED) and not _is_secret(field)
    }


def _not_of_column(form: forms.BaseForm) -> Iterator[str]:
    if not isinstance(form, forms.ModelForm):
        return
    columns = {field.name: getattr(field, "max_length", None) for field in form._meta.model._meta.fields}
    for name, limit in _limits(form).items():
        if columns.get(name) not in (None, limit):
            yield f"{name} takes {limit} letters, its column {columns[name]}"


def _fill(client: Client, form: Form, values: Mapping[str, str], language: str) -> tuple[HttpResponse, Heard]:
    fields = [(name, values.get(name, value)) for name, value in form.fields if name not in _LEFT_OUT]
    data, headers = odd.urlencoded(fields), {"accept-language": language}
    with heard() as said:
        if form.method == "GET":
            answer = ask(client, "GET", f"{form.action}?{data}", headers=headers)
        else:
            answer = ask(client, "POST", form.action, data=data.encode(), content_type=odd.FORM, headers=headers)
    return answer, said


def _lines(answer: HttpResponse) -> list[str]:
    """What a page says, line by line."""
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    text = html.unescape(re.sub("<[^>]*>", "\n", answer.getvalue().decode()))
    return [line for line in map(str.strip, text.splitlines()) if line]


# ── The API ──────────────────────────────────────────────────────────────────

_IN_JSON: list[Any] = [
    "",
    None,
    "\u200b",
    "a\x00b",
    "x" * 30_000,
    "9" * 30_000,
    10**30,
    -1,
    0.001,
    [],
    {},
    [None],
    [{}],
]


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_a_body(operation: Operation, world: World) -> None:
    schema = schema_of(operation)
    example = schema["examples"][0]
    bodies: list[Any] = [None, [], "", {}, {"unknown": 1}, dict.fromkeys(schema["properties"])]
    for name, field in schema["properties"].items():
        kind = field["type"] if isinstance(field["type"], str) else field["type"][0]
        bodies += [{**example, name: value} for value in [*_IN_JSON, *OTHER_TYPES[kind]]]
    wrong = [fault for body in bodies for fault in _stock_in_answer(operation, world, body=body)]
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_the_limits_of_a_body(operation: Operation, world: World) -> None:
    schema = schema_of(operation)
    for name, field in schema["properties"].items():
        if "string" not in field["type"] or "enum" in field or "format" in field:
            continue
        limit = field["maxLength"]
        codes = []
        for length in (limit, limit + 1):
            answer = send(operation, world, {**schema["examples"][0], name: _LETTER * length})
            codes.append(told(answer).get(f"/{name}", {}).get("code"))
            assert answer.status_code < 500
        assert [code == "max_length" for code in codes] == [False, True], f"{name}, at most {limit}: {codes}"


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_the_days_of_a_body(operation: Operation, world: World) -> None:
    schema = schema_of(operation)
    days = [name for name, field in schema["properties"].items() if field.get("format") == "date"]
    for name, day in product(days, NO_DAYS):
        answer = send(operation, world, {**schema["examples"][0], name: day})
        assert (answer.status_code, _YEARS in told(answer)[f"/{name}"]["detail"]) == (400, True), (name, day)


@pytest.mark.parametrize("operation", [one for one in ALL if one.parameters("query")], ids=str)
def test_a_question(operation: Operation, world: World) -> None:
    asked = [
        f"?{parameter['name']}={value}"
        for parameter in operation.parameters("query")
        for value in ("", "x", "-1", "9" * 300, "%00", "2024-02-30")
    ]
    wrong = [fault for query in asked for fault in _stock_in_answer(operation, world, query=query)]
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


def _stock_in_answer(operation: Operation, world: World, body: Any = None, query: str = "") -> Iterator[str]:
    for language in _LANGUAGES:
        answer = send(operation, world, body, query, language=language)
        if answer.status_code >= 500:
            yield f"{query}{body!r:.80}: {answer.status_code}"
        elif answer.status_code >= 400:
            document = json.loads(answer.content)
            said = [document["detail"], *(error["detail"] for error in document.get("errors", []))]
            yield from (f"{query}{body!r:.80}: {sentence}" for sentence in stock_in(said))
