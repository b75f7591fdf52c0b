"""Odd things sent to every page, by every kind of person: whatever comes in, nothing breaks.

A few with every run of the suite; `make fuzz` sends 20,000. What is sent follows from the seed, so it can be sent again.
"""

from __future__ import annotations

import os
import random
import traceback
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import callers, cast
from tests.callers import ask
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.fuzz import odd
from tests.sweeps.fuzz.forms import forms_for
from tests.sweeps.operator import operators_host
from tests.sweeps.world import World

OF_MUNICIPALITY = [one for one in addresses(MUNICIPAL) if not one.is_api]
OF_OPERATOR = addresses(OPERATOR)
SEED = os.environ.get("FUZZ_SEED", "1")
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "0"))
EACH = max(2, -(-REQUESTS // (len(OF_MUNICIPALITY) + len(OF_OPERATOR))))
PEOPLE = [
    "administrator",
    "manager",
    "clerk",
    "editor",
    "steward",
    "other_manager",
    "council_member",
    "reader",
    "anonymous",
]


def test_everybody_is_asked() -> None:
    assert set(PEOPLE) == {*cast.PEOPLE, "anonymous"}


def some(all_of_them: list[Address]) -> list[Address]:
    """One in five, unless so many requests were asked for."""
    return all_of_them if REQUESTS else random.Random(SEED).sample(all_of_them, len(all_of_them) // 5)  # noqa: S311


@pytest.mark.parametrize("address", some(OF_MUNICIPALITY), ids=str)
def test_a_page_of_a_municipality(address: Address, world: World) -> None:
    send_odd_things(address, address.path(world.values), {who: world.client(who) for who in PEOPLE})


@pytest.mark.parametrize("address", some(OF_OPERATOR), ids=str)
def test_a_page_of_the_operator(address: Address, world: World) -> None:
    otto, values = operators_host(world)
    path = address.path(values)
    send_odd_things(address, path, {"operator": otto, "anonymous": callers.anonymous(callers.OPERATOR_HOST)})


def send_odd_things(address: Address, path: str, clients: dict[str, Client]) -> None:
    chance, broken = random.Random(f"{SEED} {address}"), []  # noqa: S311 (no secret: it is to be repeated)
    forms = forms_for(path, list(clients.values())[:3])  # between them they see every form
    for _time in range(EACH):
        who = chance.choice(list(clients))
        fields = (
            chance.choice(forms).fields if forms else [("id", ""), ("reason", "omdat"), ("name", "Iets"), ("q", "a")]
        )
        fields = odd.changed(fields, chance)
        headers = chance.choice(odd.HEADERS)
        if chance.random() < 0.25:
            method, data, kind = "GET", b"", odd.FORM
            target = f"{_somewhere(address, path, chance)}?{odd.urlencoded(fields)[:4_000]}"
        else:
            method, target = "POST", _somewhere(address, path, chance)
            data, kind = odd.body(fields, chance)
        response = ask(clients[who], method, target, data=data, content_type=kind, headers=headers)
        if response.status_code >= 500:
            broken.append(f"{who}: {method} {target[:300]} {kind} {headers} {data[:600]!r}\n{_why(response)}")
    assert not broken, "\n\n".join(broken)


def _somewhere(address: Address, path: str, chance: random.Random) -> str:
    """There; now and then where one part of the address is another."""
    if not address.parameters or chance.random() > 0.1:
        return path
    steps, route = path.split("/"), f"/{address.route}".split("/")
    at = chance.choice([number for number, step in enumerate(route) if "<" in step or "(" in step])
    steps[at] = quote(chance.choice(odd.STEPS))
    return "/".join(steps)


def _why(response: HttpResponse) -> str:
    error = getattr(response, "exc_info", None)
    return "".join(traceback.format_exception(*error)[-3:]) if error else f"{response.status_code}"
