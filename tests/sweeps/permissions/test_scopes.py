"""A key does what it was issued for, at every address of the API, and nothing else. This table is the truth.

A new address: add its line, and judge what a key must have been issued for to read there and to change something.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from programs.programs.models import Program
from tenants.kit.api.views import ListView
from tenants.kit.scopes import Scope
from tests.callers import ask, ask_json, with_key
from tests.participation.partners.things import stored
from tests.sweeps.addresses import api_addresses
from tests.sweeps.world import World
from tests.tenants.kit.logs import logged

OPEN = None
PROGRAMS, COMMITMENTS, OFFERS = Scope.PROGRAMS_READ, Scope.COMMITMENTS_READ, Scope.COMMITMENTS_WRITE

# Address: to read, to change.
NEEDED: dict[str, tuple[Scope | None, Scope | None]] = {
    "/api/v1": (OPEN, OPEN),
    "/api/v1/docs": (OPEN, OPEN),
    "/api/v1/openapi.json": (OPEN, OPEN),
    "/api/v1/problems/<slug:code>": (OPEN, OPEN),
    "/api/v1/me": (OPEN, OPEN),
    # Each event asks for its own: test_be_told_what_you_may_see.py.
    "/api/v1/events": (OPEN, OPEN),
    # Official figures and regions are nobody's.
    "/api/v1/figures": (OPEN, OPEN),
    "/api/v1/topics": (OPEN, OPEN),
    "/api/v1/topics/<slug:code>": (OPEN, OPEN),
    "/api/v1/regions": (OPEN, OPEN),
    "/api/v1/regions/<str:code>": (OPEN, OPEN),
    "/api/v1/areas": (PROGRAMS, OPEN),
    "/api/v1/areas/<uuid:id>": (PROGRAMS, OPEN),
    "/api/v1/programs": (PROGRAMS, OPEN),
    "/api/v1/programs/<uuid:id>": (PROGRAMS, OPEN),
    "/api/v1/programs/<uuid:program_id>/objectives": (PROGRAMS, OPEN),
    "/api/v1/objectives/<uuid:id>": (PROGRAMS, OPEN),
    "/api/v1/mandates": (PROGRAMS, OPEN),
    "/api/v1/mandates/<uuid:id>": (PROGRAMS, OPEN),
    "/api/v1/partners": (COMMITMENTS, OPEN),
    "/api/v1/commitments": (COMMITMENTS, OPEN),
    "/api/v1/commitments/<uuid:id>": (COMMITMENTS, OFFERS),
    "/api/v1/commitments/<uuid:id>/progress-reports": (COMMITMENTS, OFFERS),
    "/api/v1/commitments/<uuid:id>/status-changes": (COMMITMENTS, OFFERS),
    "/api/v1/progress-reports/<uuid:id>": (COMMITMENTS, OPEN),
    "/api/v1/status-changes/<uuid:id>": (COMMITMENTS, OPEN),
    "/api/v1/programs/<uuid:program_id>/commitments": (COMMITMENTS, OFFERS),
}


def key_for(world: World, who: str, scopes: Sequence[Scope]) -> Client:
    key = stored(world.keys[who])
    key.scopes = list(scopes)
    key.save(update_fields=["scopes"])
    return with_key(world.keys[who])


@pytest.mark.parametrize("who", ["partner_key", "municipal_key"])
@pytest.mark.parametrize("scopes", [[], *([scope] for scope in Scope), list(Scope)], ids=",".join)
def test_every_address_asks_for_its_scope(world: World, scopes: list[Scope], who: str) -> None:
    client, faults = key_for(world, who, scopes), []
    for address in api_addresses():
        assert str(address) in NEEDED, f"Which scope does {address} need? Add it to the table above."
        for method in address.methods:
            needed = NEEDED[str(address)][method != "GET"]
            send = ask if method == "GET" else ask_json
            answer = send(client, method, address.path(world.values))
            refused = answer.status_code == 403 and json.loads(answer.content)["code"] == "scope_missing"
            if refused != (needed is not None and needed not in scopes):
                faults.append(f"{method} {address} needs {needed} and answers {answer.status_code}")
    assert faults == []


def test_a_key_that_lacks_it_does_not_learn_what_is_there(world: World) -> None:
    client = key_for(world, "partner_key", [])
    for program in (world.the(Program).pk, "00000000-0000-7000-8000-000000000000"):
        assert client.get(f"/api/v1/programs/{program}").status_code == 403


def test_the_refusal_names_the_scope_and_is_recorded(world: World) -> None:
    client = key_for(world, "partner_key", [Scope.PROGRAMS_READ])
    with logged() as lines:
        refused = client.get("/api/v1/commitments", headers={"accept-language": "en"}).json()
    assert refused["detail"] == "This key was not issued for this: it lacks the scope commitments:read."
    (line,) = lines.of("raderwerk.security")
    key = stored(world.keys["partner_key"])
    assert (line["event"], line["caller"], line["scope"]) == (
        "api_key.scope_missing",
        f"api_key:{key.pk}",
        "commitments:read",
    )


def test_people_need_none(world: World) -> None:
    assert world.client("reader").get("/api/v1/commitments").status_code == 200


def test_an_address_that_says_nothing_of_it_does_not_start() -> None:
    class Forgotten(ListView):
        pass

    with pytest.raises(ImproperlyConfigured, match="scope of Forgotten"):
        Forgotten.as_view()
