"""Who may do what, at every address: the tables are the truth, and no address may be missing from them.

A new address: run this test, judge each cell of the rows that it proposes against what the policy means to say, and put
the rows into the table. Never paste without judging.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client

from tenants.accounts.models import User
from tenants.kit.database import connection
from tests import callers
from tests.callers import ask, ask_json
from tests.cast import PEOPLE
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.permissions.matrix import Row, read_matrix, write_rows
from tests.sweeps.world import World


@pytest.fixture
def people(world: World) -> Mapping[str, Client]:
    signed_in = {name: callers.as_user(getattr(world.cast, name)) for name in PEOPLE}
    return {"anonymous": callers.anonymous(), **signed_in}


@pytest.fixture
def programs(world: World) -> Mapping[str, Client]:
    return {name: callers.with_key(key) for name, key in world.keys.items()}


def status(client: Client, method: str, address: Address, world: World) -> int:
    path = address.path(world.values)
    if address.is_api and method != "GET":
        return ask_json(client, method, path).status_code
    return ask(client, method, path).status_code


def compare(table: str, found: list[Address], clients: Mapping[str, Client], world: World) -> list[str]:
    """Everything in which the table and the product differ, as sentences and proposed rows."""
    matrix = read_matrix(table)
    assert list(clients) == matrix.people
    by_route = {str(address): address for address in found}
    faults = [
        f"{table} names {row.method} {row.route}, which is not there."
        for row in matrix.rows
        if row.route not in by_route
    ]
    for row in matrix.rows:
        if row.route in by_route:
            got = {name: status(client, row.method, by_route[row.route], world) for name, client in clients.items()}
            faults += [
                f"{row.method} {row.route}: {name} gets {got[name]}, the table says {row.expected[name]}"
                for name in clients
                if got[name] != row.expected[name]
            ]
    known = matrix.keys()
    missing = [
        Row(method, str(address), {name: status(client, method, address, world) for name, client in clients.items()})
        for address in found
        for method in (address.methods or ["GET", "POST"])
        if (method, str(address)) not in known and not _exists_for_nobody(address, method, clients, world)
    ]
    if missing:
        faults.append(f"{table} misses these addresses. Judge each cell:\n{write_rows(clients, missing)}")
    return faults


def _exists_for_nobody(address: Address, method: str, clients: Mapping[str, Client], world: World) -> bool:
    """The last one who is signed in learns from 405 that there is no such method; the first ones may be sent away."""
    return status(list(clients.values())[-1], method, address, world) == 405


def test_api(world: World, people: Mapping[str, Client], programs: Mapping[str, Client]) -> None:
    found = [address for address in addresses(MUNICIPAL) if address.is_api]
    faults = compare("api.txt", found, {**people, **programs}, world)
    assert not faults, "\n" + "\n".join(faults)


def test_pages(world: World, people: Mapping[str, Client]) -> None:
    found = [address for address in addresses(MUNICIPAL) if not address.is_api]
    faults = compare("pages.txt", found, people, world)
    assert not faults, "\n" + "\n".join(faults)


def test_operators_host(world: World) -> None:
    """The operator's own pages; a municipality's people are nobody there."""
    connection.set_schema_to_public()
    clients = {
        "anonymous": callers.anonymous(callers.OPERATOR_HOST),
        "operator": callers.as_user(User.objects.get(email="otto@example.nl"), callers.OPERATOR_HOST),
    }
    faults = compare("operator.txt", addresses(OPERATOR), clients, world)
    assert not faults, "\n" + "\n".join(faults)


def test_a_key_opens_no_page(world: World, programs: Mapping[str, Client]) -> None:
    """Keys are for the API: on a page a program is as anonymous as anybody."""
    nobody = callers.anonymous()
    wrong = []
    for address in addresses(MUNICIPAL):
        if not address.is_api:
            for method in ("GET", "POST"):
                if status(programs["municipal_key"], method, address, world) != status(nobody, method, address, world):
                    wrong.append(f"{method} {address}")
    assert not wrong, "\n" + "\n".join(wrong)
