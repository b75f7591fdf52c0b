"""Every address that shows something, as whoever may see most of it: as many queries for twenty of everything as for one.

Lists of public statistics, which no municipality fills, are asked for one row and for twenty.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

from django.test import Client

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
from tests.cast import TODAY as ON
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.homes import home_of_view
from tests.sweeps.query_counts import Counted, compare, count, same_for_one_and_many
from tests.sweeps.world import World, furnish_more

DISTRICTS = "".join(f"&region=WK0505{number:02}" for number in range(1, 12))
# Address: what gives one row, and what gives twenty.
STATISTICS = {
    "/api/v1/topics": ("?pageSize=1", "?pageSize=20"),
    "/api/v1/regions": ("?pageSize=1", "?pageSize=20"),
    "/api/v1/figures": (
        "?topic=perceived-health-good&region=GM0505&period=2020",
        f"?topic=perceived-health-good&topic=difficulty-making-ends-meet{DISTRICTS}",
    ),
}


def test_a_municipality(world: World) -> None:
    people = [world.client(who) for who in ("administrator", "manager")]
    # The commitment with reports on it.
    world.values |= {"commitments/id": world.the(Commitment).pk, "commitment_id": world.the(Commitment).pk}
    requests = {
        str(address): Counted(_file(address), ask)
        for address in _ours(MUNICIPAL)
        if str(address) not in STATISTICS
        for ask in _first_answer(people, address.path(world.values))
    }
    same_for_one_and_many(lambda: furnish_more(world, 19), requests)


def test_official_figures(world: World) -> None:
    visitor = callers.anonymous()
    counts = {}
    for path, (one, twenty) in STATISTICS.items():
        small, large = visitor.get(path + one).json(), visitor.get(path + twenty).json()
        assert len(large["results"]) >= 20 > len(small["results"]) >= 1
        counts[path] = count(functools.partial(visitor.get, path + one))
        assert counts[path] == count(functools.partial(visitor.get, path + twenty)), path
    compare(counts, {str(address): _file(address) for address in addresses(MUNICIPAL)})


def test_the_operators_host(world: World) -> None:
    connection.set_schema_to_public()
    _fill(range(1))
    operator = callers.as_user(User.objects.get(email="otto@example.nl"), callers.OPERATOR_HOST)
    requests = {
        f"operator: {address}": Counted(_file(address), ask)
        for address in _ours(OPERATOR)
        if not address.parameters
        for ask in _first_answer([operator], f"/{address.route}")
    }
    same_for_one_and_many(lambda: _fill(range(1, 20)), requests)


def _ours(urlconf: str) -> Iterator[Address]:
    """Without the sign-in pages, which are a third party's."""
    return (address for address in addresses(urlconf) if not address.route.startswith(("account/", "language/")))


def _file(address: Address) -> Path:
    return home_of_view(address.view) / "queries.json"


def _first_answer(people: list[Client], path: str) -> Iterator[Callable[[], object]]:
    """The request of the first who gets an answer there; none for an address that only takes what a form sends."""
    for client in people:
        if client.get(path).status_code == 200:
            yield functools.partial(client.get, path)
            return


def _fill(numbers: range) -> None:
    """With municipalities (of which no more than the row is looked at), jobs, invitations and releases."""
    release = Release.objects.order_by("-pk")[0]
    for number in numbers:
        Municipality.objects.create(code=f"GM8{number:03}", name=f"Stad {number}", schema_name=f"gm8{number:03}")
        Job.objects.create(kind="judgement", started_by="system:test")
        invite_user(email=f"{number}@example.nl", name="Gast", roles=[Role.OPERATOR], by=System("test"), on=ON)
        release.pk, release.sequence, release.content_sha256 = None, number + 2, f"{number:064}"
        release.save()
