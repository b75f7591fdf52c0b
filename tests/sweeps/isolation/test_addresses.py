"""Every address of the product, asked on Dordrecht's host with what belongs to Rotterdam."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import callers
from tests.callers import ask, ask_json
from tests.sweeps.addresses import MUNICIPAL, Address, addresses
from tests.sweeps.neighbours import nothing_of_theirs
from tests.sweeps.world import World

# Parts of addresses that mean the same in every municipality.
# A passkey has a small number, and only its own person finds it: `test_second_step.py`.
OF_EVERYBODY = {"version", "uidb36", "key", "code", "pk"}
NOWHERE = UUID("0192aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa")
EVERY = addresses(MUNICIPAL)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def our_people(ours: World) -> dict[str, Client]:
    return {who: ours.client(who) for who in ("anonymous", "administrator", "manager", "partner_key", "municipal_key")}


THEIRS = [one for one in EVERY if any(name not in OF_EVERYBODY for _kind, name in one.parameters)]
"""The addresses with a part that can name something of theirs."""


def request(
    client: Client, method: str, address: Address, path: str, form: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Asks and lets the effect stand, so that the comparison of their schema afterwards means something."""
    if address.is_api and method != "GET":
        return ask_json(client, method, path, headers={"if-match": "*"}, keep=True)
    if form:
        kind = "application/x-www-form-urlencoded"
        return ask(client, method, path, data=urlencode(form), content_type=kind, keep=True)
    return ask(client, method, path, keep=True)


def leaks(response: HttpResponse, mark: str) -> bool:
    return mark in str(response.headers) or mark.encode() in response.getvalue()


@pytest.mark.parametrize("address", THEIRS, ids=str)
def test_their_ids_do_not_exist_here(
    address: Address, ours: World, theirs: World, caplog: pytest.LogCaptureFixture
) -> None:
    path, wrong = address.path(theirs.values), []
    with nothing_of_theirs(caplog):
        for who, client in our_people(ours).items():
            for method in METHODS if address.is_api else METHODS[:2]:
                response = request(client, method, address, path)
                if response.status_code not in _refusals(address, who, method) or leaks(response, theirs.mark):
                    wrong.append(f"{who}: {method} {response.status_code}")
    assert not wrong, "\n" + "\n".join(wrong)


def _refusals(address: Address, who: str, method: str) -> set[int]:
    """A page may send a stranger to the sign-in page, and a key hear what it has no scope for, before anything is found."""
    if address.is_api:
        lacks_scope = who == "municipal_key" and method != "GET"
        return {401, 404, 405} | ({403} if lacks_scope else set())
    return {403, 404, 405} if who in ("administrator", "manager") else {302, 403, 404, 405}


@pytest.mark.parametrize("address", THEIRS, ids=str)
def test_absent_and_theirs_look_the_same(address: Address, ours: World, theirs: World) -> None:
    """Somebody else's id and an id that never was: the same status and the same words."""
    absent = {name: NOWHERE if isinstance(value, UUID) else value for name, value in theirs.values.items()}
    paths = [address.path(theirs.values), address.path({**absent, "of_route": {}})]
    first, second = (request(ours.client("administrator"), "GET", address, path) for path in paths)
    assert first.status_code == second.status_code


API_WITH_KEY = [
    one for one in EVERY if one.is_api and getattr(getattr(one.view, "cls", None), "authentication_classes", None)
]


@pytest.mark.parametrize("address", API_WITH_KEY, ids=str)
def test_their_key_is_unknown_here(
    address: Address, ours: World, theirs: World, caplog: pytest.LogCaptureFixture
) -> None:
    with nothing_of_theirs(caplog):
        for name in ("partner_key", "municipal_key"):
            for values in (ours.values, theirs.values):
                response = request(callers.with_key(theirs.keys[name]), "GET", address, address.path(values))
                assert response.status_code == 401
                assert not leaks(response, theirs.mark)


@pytest.mark.parametrize("address", EVERY, ids=str)
def test_their_session_is_nobody_here(
    address: Address, ours: World, theirs: World, caplog: pytest.LogCaptureFixture
) -> None:
    """A cookie of Rotterdam's administrator on Dordrecht's host: as anonymous as anybody whose session is over."""
    intruder, nobody = callers.with_session(theirs.sessions["administrator"]), callers.with_session("of-nobody")
    with nothing_of_theirs(caplog):
        for method in ("GET", "POST"):
            path = address.path(ours.values)
            got, expected = (request(one, method, address, path) for one in (intruder, nobody))
            assert got.status_code == expected.status_code, method
            assert not leaks(got, theirs.mark)


def _named_in(schema: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A body in which every id is one of theirs; the rest is filled so that only the ids can be wrong."""
    filled: dict[str, Any] = {}
    for name, field in schema.get("properties", {}).items():
        kind = field.get("format") or field.get("type")
        snake = re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)
        alias = {"partner_id": "partner_id", "replaces_id": "report_id"}.get(snake, snake)
        if kind == "uuid":
            filled[name] = str(values.get(alias, values["program_id"]))
        elif kind == "date":
            filled[name] = "2024-09-01"
        elif "number" in kind if isinstance(kind, list) else kind in ("double", "number", "integer"):
            filled[name] = 4
        elif "enum" in field:
            filled[name] = field["enum"][0]
        elif kind == "string":
            filled[name] = "homes"
    return filled


def test_their_ids_in_a_body_are_refused(ours: World, theirs: World, caplog: pytest.LogCaptureFixture) -> None:
    from tests.sweeps.contract.conftest import operations, read_document

    document = read_document()
    wrong, asked = [], 0
    with nothing_of_theirs(caplog):
        for operation in operations(document):
            content = operation.described.get("requestBody", {}).get("content", {}).get("application/json")
            schema = operation.follow(content["schema"]) if content else {}
            if "uuid" not in json.dumps(schema.get("properties", {})):
                continue
            path = operation.path
            for _place, name in re.findall(r"/([\w-]+)/{(\w+)}", path):
                snake = re.sub(r"([A-Z])", lambda found: "_" + found[1].lower(), name)
                value = ours.values.get(f"{_place}/{snake}", ours.values.get(snake))
                path = path.replace("{" + name + "}", str(value))
            body = json.dumps(_named_in(schema, theirs.values)).encode()
            for who, client in our_people(ours).items():
                asked += 1
                response = ask_json(client, operation.method.upper(), f"/api/v1{path}", body, keep=True)
                if not 400 <= response.status_code < 500 or leaks(response, theirs.mark):
                    wrong.append(f"{who}: {operation} {response.status_code}")
    assert asked
    assert not wrong, "\n" + "\n".join(wrong)


FORMS = [one for one in EVERY if not one.is_api and not one.route.startswith("account/")]


@pytest.mark.parametrize("address", FORMS, ids=str)
def test_their_ids_in_a_form_are_refused(
    address: Address, ours: World, theirs: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Each choice of the form is one of their ids: what is not offered is not taken."""
    ids = {name.removesuffix("_id").rpartition("/")[2]: value for name, value in theirs.values.items()}
    client, path = ours.client("administrator"), address.path(ours.values)
    with nothing_of_theirs(caplog):
        page = request(client, "GET", address, path)
        names = set(re.findall(r'<select[^>]* name="(\w+)"', page.getvalue().decode()))
        if page.status_code != 200 or not names:
            return
        chosen = {name: str(ids.get(name.rstrip("s"), ids["user"])) for name in names}
        response = request(client, "POST", address, path, chosen)
        assert response.status_code < 500
        assert response.status_code != 302, chosen
        assert not leaks(response, theirs.mark)


@pytest.mark.parametrize("host", ["rotterdam.localhost", "dordrecht.localhost.rotterdam.localhost", "evil.example.com"])
def test_a_forwarded_host_changes_nothing(ours: World, theirs: World, host: str) -> None:
    client = ours.client("partner_key")
    response = ask(client, "GET", "/api/v1/me", headers={"x-forwarded-host": host, "x-forwarded-server": host})
    assert json.loads(response.content)["municipality"]["code"] == "GM0505"
    assert not leaks(response, theirs.mark)
