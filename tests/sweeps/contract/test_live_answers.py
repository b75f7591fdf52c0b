"""Every address of the API, asked live: the same manners everywhere, whoever answers."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tenants.policy.models import Policy
from tests import callers
from tests.callers import ask, ask_json
from tests.sweeps.addresses import Address, api_addresses
from tests.sweeps.world import World
from tests.tenants.kit.api.bad_json import BAD_JSON, WRONG_SHAPE

# These two are not DRF views in full: no query parameters of their own.
PAGES = ("api/v1/docs", "api/v1/openapi.json")
# What must be asked for there to be an answer.
QUESTIONS = {"api/v1/figures": "?topic=inhabitants&region=GM0505"}
PROBLEM = "application/problem+json"


@pytest.fixture
def key(world: World) -> Client:
    return world.client("partner_key")


each_address = pytest.mark.parametrize("address", api_addresses(), ids=str)
each_that_is_read = pytest.mark.parametrize(
    "address", [one for one in api_addresses() if "GET" in one.methods and one.route not in PAGES], ids=str
)
each_that_changes = pytest.mark.parametrize(
    ("method", "address"),
    [(method, one) for one in api_addresses() for method in one.methods if method not in ("GET", "DELETE")],
    ids=str,
)


def faults(response: HttpResponse) -> list[str]:
    """What is not as it should be with any answer below /api."""
    found = []
    if response.status_code == 422 or (300 <= response.status_code < 400 and response.status_code != 304):
        found.append(f"is {response.status_code}")
    for name, value in {
        "API-Version": "1.",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "default-src 'none'",
        "Cache-Control": "no-store",
    }.items():
        told = response.get(name, "")
        if not told.startswith(value) and not (name == "Cache-Control" and told.startswith("public")):
            found.append(f"{name}: {told}")
    if response.cookies:
        found.append(f"sets {list(response.cookies)}")
    if "frame-ancestors 'none'" not in response.get("Content-Security-Policy", ""):
        found.append("may be framed")
    if response.status_code >= 400 and response.request["REQUEST_METHOD"] != "HEAD":  # type: ignore[attr-defined]
        found += problem_faults(response)
    return found


def problem_faults(response: HttpResponse) -> list[str]:
    if response["Content-Type"] != PROBLEM:
        return [f"{response.status_code} is {response['Content-Type']}"]
    told = json.loads(response.content)
    found = [f"no {name}" for name in ("type", "title", "status", "code", "detail", "instance") if not told.get(name)]
    if told["status"] != response.status_code:
        found.append(f"says {told['status']}")
    if response.status_code == 401 and "Api-Key" not in response.get("WWW-Authenticate", ""):
        found.append("401 without WWW-Authenticate")
    if response.status_code == 405 and "Allow" not in response:
        found.append("405 without Allow")
    if not told["type"].startswith("/api/v1/problems/"):
        found.append(f"type {told['type']}")
    return found


@each_address
def test_every_address_answers_with_good_manners(address: Address, world: World, key: Client) -> None:
    path, wrong = address.path(world.values), []
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"):
        for client in (key, callers.anonymous()):
            response = ask_json(client, method, path) if method[0] in "PD" else ask(client, method, path)
            wrong += [f"{method}: {fault}" for fault in faults(response)]
            if response.status_code >= 500:
                wrong.append(f"{method}: {response.status_code}")
    assert not wrong, "\n" + "\n".join(wrong)


def reading(address: Address, world: World) -> tuple[str, Client]:
    """What to ask, and the first of these who gets an answer."""
    path = address.path(world.values) + QUESTIONS.get(address.route, "")
    for who in ("partner_key", "administrator"):
        if ask(world.client(who), "GET", path).status_code not in (401, 403, 404):
            return path, world.client(who)
    raise AssertionError(f"{address} can be read by nobody in reading().")


@each_that_is_read
def test_reading_works_and_repeating_is_304(address: Address, world: World) -> None:
    path, client = reading(address, world)
    first = ask(client, "GET", path)
    assert first.status_code == 200
    again = ask(client, "GET", path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, faults(again)) == (304, b"", [])


@each_address
def test_a_trailing_slash_is_404(address: Address, world: World, key: Client) -> None:
    response = ask(key, "GET", address.path(world.values) + "/")
    assert (response.status_code, faults(response)) == (404, [])


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1/", "/api/v2", "/api/v1/nowhere", "/api/v1/programs/not-a-uuid", "/api/v1//me"]
)
def test_an_unknown_address_is_a_problem(key: Client, path: str) -> None:
    response = ask(key, "GET", path)
    assert (response.status_code, faults(response)) == (404, [])


@pytest.mark.parametrize("address", [one for one in api_addresses() if one.route != "api/v1/docs"], ids=str)
def test_a_method_that_is_not_there_is_405_and_named(address: Address, world: World, key: Client) -> None:
    path = address.path(world.values)
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(address.methods):
        response = ask_json(key, method, path)
        allowed = set(response.get("Allow", "").split(", ")) - {"OPTIONS", "HEAD", ""}
        assert (response.status_code, allowed) == (405, set(address.methods)), method


@pytest.mark.parametrize(
    "address", [one for one in api_addresses() if "GET" in one.methods and one.route != "api/v1/docs"], ids=str
)
def test_a_format_nobody_offers_is_406(address: Address, world: World, key: Client) -> None:
    response = ask(key, "GET", address.path(world.values), headers={"accept": "image/png"})
    assert (response.status_code, faults(response)) == (406, [])


@each_that_is_read
def test_a_question_that_makes_no_sense_is_400(address: Address, world: World) -> None:
    path, client = reading(address, world)
    before, wrong = f"{path}&" if "?" in path else f"{path}?", []
    for query in ("colour=red", "page=0", "page=abc", "pageSize=abc", "pageSize=501", "due__lt=1", "page=1&page=1"):
        response = ask(client, "GET", before + query)
        if response.status_code != 400 or faults(response):
            wrong.append(f"{query}: {response.status_code} {faults(response)}")
    assert not wrong, "\n" + "\n".join(wrong)


def writing(method: str, address: Address, world: World) -> tuple[str, Client]:
    """Where, and whoever gets past the policy: the first of these that is not refused."""
    path = address.path(world.values)
    for who in ("partner_key", "municipal_key", "manager", "administrator"):
        if ask_json(world.client(who), method, path).status_code not in (401, 403):
            return path, world.client(who)
    raise AssertionError(f"{method} {address} is refused to everybody in writing().")


@each_that_changes
def test_another_content_type_is_415(method: str, address: Address, world: World) -> None:
    path, client = writing(method, address, world)
    for kind in ("text/csv", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "text/xml"):
        response = ask(client, method, path, data=b"quantity=4", content_type=kind)
        assert response.status_code in (415, 428), kind
        assert faults(response) == []


@each_that_changes
def test_an_unknown_field_is_400_and_the_known_are_named(method: str, address: Address, world: World) -> None:
    path, client = writing(method, address, world)
    response = ask_json(client, method, path, b'{"colourOfTheSky": "red"}', headers={"if-match": "*"})
    assert response.status_code == 400
    assert "/colourOfTheSky" in [error.get("pointer") for error in json.loads(response.content)["errors"]]


@each_that_changes
def test_a_bad_body_is_a_clear_4xx(method: str, address: Address, world: World) -> None:
    (path, client), wrong = writing(method, address, world), []
    for name, body in {**BAD_JSON, **WRONG_SHAPE, "a list": b"[]"}.items():
        response = ask_json(client, method, path, body, headers={"if-match": "*"})
        if response.status_code not in (400, 413) or faults(response):
            wrong.append(f"{name}: {response.status_code} {faults(response)}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_failure_of_ours_is_a_problem_that_tells_nothing(
    world: World, key: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("tenants.kit.api.views.ApiView.initial", fail)
    for path in ("/api/v1", "/api/v1/problems/not-found"):
        response = ask(key, "GET", path)
        assert (response.status_code, faults(response)) == (500, [])
        assert b"secret inside" not in response.content


def test_a_failure_in_the_middleware_is_a_problem(key: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("tenants.public.municipalities.middleware.is_operator_host", fail)
    response = ask(key, "GET", "/api/v1")
    assert (response.status_code, faults(response)) == (500, [])
    assert b"secret inside" not in response.content


@pytest.mark.parametrize("host", ["nowhere.localhost", "evil.example.com", "localhost"])
def test_another_host_is_a_problem_too(world: World, host: str) -> None:
    response = ask(callers.anonymous(host), "GET", "/api/v1")
    assert response.status_code in (400, 404)
    assert faults(response) == []


def test_the_document_is_for_everyone_everywhere(world: World) -> None:
    response = ask(callers.anonymous(), "GET", "/api/v1/openapi.json")
    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)["info"]["contact"] == {
        "name": "Dordrecht",
        "url": "http://dordrecht.localhost/",
        "email": "raderwerk@localhost",
    }


def test_the_document_names_whom_the_municipality_chose(world: World) -> None:
    Policy.objects.update(contact_name="Team Data", contact_email="data@dordrecht.example")
    contact = json.loads(ask(callers.anonymous(), "GET", "/api/v1/openapi.json").content)["info"]["contact"]
    assert (contact["name"], contact["email"]) == ("Team Data", "data@dordrecht.example")


@pytest.mark.parametrize(
    "address", [one for one in api_addresses() if "GET" in one.methods and one.route != "api/v1/docs"], ids=str
)
def test_a_script_on_any_page_may_read_what_everybody_may(address: Address, world: World) -> None:
    """Scripts ask before they send a header of their own; without cookies they are nobody in particular."""
    nobody, path = callers.anonymous(), address.path(world.values) + QUESTIONS.get(address.route, "")
    is_public = ask(nobody, "GET", path).status_code != 401
    for method in ("OPTIONS", "GET"):
        asking = {"origin": "https://example.org", "access-control-request-method": "GET"}
        response = ask(nobody, method, path, headers=asking)
        assert (response.get("Access-Control-Allow-Origin") == "*") == is_public
        assert "Access-Control-Allow-Credentials" not in response
        assert ("If-None-Match" in response.get("Access-Control-Allow-Headers", "")) == is_public


def test_large_json_is_sent_packed_but_never_to_a_session(world: World, key: Client) -> None:
    path = "/api/v1/regions?pageSize=50"
    plain = ask(key, "GET", path)
    packed = ask(key, "GET", path, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed["Vary"]
    again = ask(key, "GET", path, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})
    assert again.status_code == 304
    signed_in = callers.as_user(world.cast.administrator)
    assert "Content-Encoding" not in ask(signed_in, "GET", path, headers={"accept-encoding": "gzip"})


def test_the_language_of_a_problem_is_the_callers(world: World) -> None:
    def title(language: str) -> str:
        response = ask(callers.anonymous(), "GET", "/api/v1/nowhere", headers={"accept-language": language})
        assert response["Content-Language"] == language
        told: str = json.loads(response.content)["title"]
        return told

    assert (title("nl"), title("en")) == ("Niet gevonden", "Not found")


def test_every_kind_of_problem_has_a_page(world: World) -> None:
    from tenants.kit.api.explanations import EXPLANATIONS

    for code in EXPLANATIONS:
        path = f"/api/v1/problems/{code.replace('_', '-')}"
        page = ask(callers.anonymous(), "GET", path, headers={"accept": "text/html"})
        assert (page.status_code, page["Content-Type"].partition(";")[0]) == (200, "text/html")
        assert json.loads(ask(callers.anonymous(), "GET", path).content)["code"] == code


def test_the_entrance_lists_the_addresses(world: World) -> None:
    told = json.loads(ask(callers.anonymous(), "GET", "/api/v1").content)
    assert told["resources"]["events"] == "/api/v1/events"
    assert "openapi.json" not in told["resources"]


def test_the_reading_page_loads_nothing_from_elsewhere(world: World) -> None:
    page = ask(callers.anonymous(), "GET", "/api/v1/docs")
    assert page.status_code == 200
    assert b"http://" not in page.content
    assert b"https://" not in page.content
    assert b"<script>" not in page.content


def test_the_instance_of_a_problem_is_a_uri(key: Client) -> None:
    assert key.get("/api/v1/programs/Ä").json()["instance"] == "/api/v1/programs/%C3%84"
