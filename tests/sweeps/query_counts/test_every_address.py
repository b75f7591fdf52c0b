"""Every address that shows something, as whoever may see most of it: as many queries for ten of everything as for one.

The number stands in the `queries.json` of the address's app; a changed number is a diff to review.
`QUERY_COUNTS=write pytest tests/sweeps/query_counts` writes what was measured. Lists of public statistics, which no
municipality fills, are asked for one row and for ten.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection as plain_connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from monitoring.public.statistics.models import Release
from participation.commitments.models import Commitment
from tenants.accounts.actions import invite_user
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.jobs.models import Job
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality
from tests import callers
from tests.cast import TODAY
from tests.databases import use
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.furnished import CROWD, WORLD
from tests.sweeps.homes import TESTS, home_of_view
from tests.sweeps.world import World

ONE, TEN = 1, 10
DISTRICTS = "".join(f"&region=WK0505{number:02}" for number in range(1, 12))
# Address: what gives one row, and what gives twenty.
STATISTICS = {
    "/api/v1/topics": {ONE: "?pageSize=1", TEN: "?pageSize=10"},
    "/api/v1/regions": {ONE: "?pageSize=1", TEN: "?pageSize=10"},
    "/api/v1/figures": {
        ONE: "?topic=perceived-health-good&region=GM0505&period=2020",
        TEN: f"?topic=perceived-health-good&topic=difficulty-making-ends-meet{DISTRICTS}",
    },
}


def ours(urlconf: str) -> list[Address]:
    """Without the sign-in pages, which are a third party's."""
    return [one for one in addresses(urlconf) if not one.route.startswith(("account/", "language/"))]


@pytest.fixture(scope="module", params=[ONE, TEN])
def rows(request: pytest.FixtureRequest, _furnished: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    with django_db_blocker.unblock():
        use(WORLD if request.param == ONE else CROWD)
    yield request.param
    with django_db_blocker.unblock():
        use(WORLD)


@pytest.mark.parametrize("address", [one for one in ours(MUNICIPAL) if str(one) not in STATISTICS], ids=str)
def test_a_municipality(address: Address, rows: int, world: World) -> None:
    # The commitment with reports on it.
    world.values |= {"commitments/id": world.the(Commitment).pk, "commitment_id": world.the(Commitment).pk}
    judge(
        str(address),
        address,
        rows,
        [world.client(who) for who in ("administrator", "manager", "clerk")],
        address.path(world.values),
    )


@pytest.mark.parametrize("address", [one for one in ours(MUNICIPAL) if str(one) in STATISTICS], ids=str)
def test_official_figures(address: Address, rows: int, world: World) -> None:
    path = str(address) + STATISTICS[str(address)][rows]
    found = len(callers.anonymous().get(path).json()["results"])
    assert found >= TEN if rows == TEN else ONE <= found < TEN
    judge(str(address), address, rows, [callers.anonymous()], path)


@pytest.mark.parametrize("address", [one for one in ours(OPERATOR) if not one.parameters], ids=str)
def test_the_operators_host(address: Address, rows: int, world: World) -> None:
    connection.set_schema_to_public()
    fill(rows)
    operator = callers.as_user(User.objects.get(email="otto@example.nl"), callers.OPERATOR_HOST)
    judge(f"operator: {address}", address, rows, [operator], str(address))


def judge(name: str, address: Address, rows: int, people: list[Client], path: str) -> None:
    """As the first who gets an answer there; an address that only takes what a form sends has no number.

    It is asked once before: what a process remembers from the first time does not count.
    """
    client = next((one for one in people if one.get(path).status_code == 200), None)
    file = home_of_view(address.view) / "queries.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    if client is None:
        assert name not in known, f"Nobody gets an answer at {path}."
        return
    with CaptureQueriesContext(plain_connection) as queries:
        client.get(path)
    if os.environ.get("QUERY_COUNTS") == "write" and rows == ONE:
        file.write_text(json.dumps({**known, name: len(queries)}, indent=2, sort_keys=True) + "\n")
        return
    assert len(queries) == known.get(name), f"Look whether that is right, then change {file.relative_to(TESTS)}."


def fill(number_of: int) -> None:
    """With municipalities (of which no more than the row is looked at), jobs, invitations and releases."""
    release = Release.objects.order_by("-pk")[0]
    for number in range(number_of):
        Municipality.objects.create(code=f"GM8{number:03}", name=f"Stad {number}", schema_name=f"gm8{number:03}")
        Job.objects.create(kind="judgement", started_by="system:test")
        invite_user(email=f"{number}@example.nl", name="Gast", roles=[Role.OPERATOR], by=System("test"), on=TODAY)
        release.pk, release.sequence, release.content_sha256 = None, number + 2, f"{number:064}"
        release.save()


def test_every_number_is_of_an_address() -> None:
    names = {str(address) for address in ours(MUNICIPAL)} | {f"operator: {address}" for address in ours(OPERATOR)}
    written = {name: file for file in Path(TESTS).glob("*/*/queries.json") for name in json.loads(file.read_text())}
    assert written.keys() <= names
