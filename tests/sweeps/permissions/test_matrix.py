"""Who may do what, at every address: the tables are the truth, and no address may be missing from them.

A new address: run this test, judge each cell of the rows that it proposes against what the policy means to say, and put
the rows with their reason into the app's `permissions.txt`. Never paste without judging.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import callers, cast
from tests.callers import ask, ask_json
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.furnished import THEIRS
from tests.sweeps.homes import TESTS, home_of_view
from tests.sweeps.neighbours import nothing_of_theirs
from tests.sweeps.operator import operators_host
from tests.sweeps.permissions.matrix import Row, read_tables, rows_of, write_table
from tests.sweeps.world import World

Log = pytest.LogCaptureFixture
PAGES = [address for address in addresses(MUNICIPAL) if not address.is_api]


PROGRAMS = ["partner_key", "other_key", "municipal_key"]
PEOPLE = ["anonymous", *cast.PEOPLE]


def clients(world: World, people: list[str]) -> dict[str, Client]:
    return {who: world.client(who) for who in people}


def answer(client: Client, method: str, address: Address, world: World) -> HttpResponse:
    path = address.path(world.values)
    return ask_json(client, method, path) if address.is_api and method != "GET" else ask(client, method, path)


def status(client: Client, method: str, address: Address, world: World) -> int:
    return answer(client, method, address, world).status_code


def judge(name: str, address: Address, clients: Mapping[str, Client], world: World) -> None:
    """Compares what everybody gets with the table, and looks for words that they may not meet."""
    table, faults, missing = read_tables()[name], [], []
    for method in address.methods or ["GET", "POST"]:
        row = table.row(method, str(address))
        if row is None and not _is_page(method, address) and _exists_for_nobody(address, method, clients, world):
            continue
        answers = {who: answer(client, method, address, world) for who, client in clients.items()}
        faults += [
            f"{method} {address}: {who} meets {words}" for who in clients if (words := met(world, who, answers[who]))
        ]
        got = {who: answers[who].status_code for who in clients}
        if row is None:
            missing.append(Row(method, str(address), got))
        else:
            wrong = [who for who in clients if got[who] != row.expected[who]]
            faults += [f"{method} {address}: {who} gets {got[who]}, {row.expected[who]} is written" for who in wrong]
    if missing:
        file = home_of_view(address.view).relative_to(TESTS.parent) / "permissions.txt"
        faults.append(f"{file} misses this. Judge each cell:\n{write_table(name, clients, missing)}")
    assert not faults, "\n" + "\n".join(faults)


def met(world: World, who: str, response: HttpResponse) -> list[str]:
    """The words in this answer that are for others; those of the other municipality are for nobody here."""
    told = f"{response.headers}{response.getvalue().decode()}"
    forbidden = [word for word, secret in world.secrets.items() if who not in secret.people]
    return [word for word in (*forbidden, THEIRS) if word in told]


def _is_page(method: str, address: Address) -> bool:
    """Whoever opens the address of a form in the browser, after signing in again for example, gets a page."""
    return method == "GET" and not address.is_api


def _exists_for_nobody(address: Address, method: str, clients: Mapping[str, Client], world: World) -> bool:
    """The last one who is signed in learns from 405 that there is no such method; the first ones may be sent away."""
    return status(list(clients.values())[-1], method, address, world) == 405


@pytest.mark.parametrize("address", [one for one in addresses(MUNICIPAL) if one.is_api], ids=str)
def test_api(address: Address, world: World, caplog: Log) -> None:
    with nothing_of_theirs(caplog):
        judge("api", address, clients(world, [*PEOPLE, *PROGRAMS]), world)


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_pages(address: Address, world: World, caplog: Log) -> None:
    with nothing_of_theirs(caplog):
        judge("pages", address, clients(world, PEOPLE), world)


@pytest.mark.parametrize("address", addresses(OPERATOR), ids=str)
def test_operators_host(address: Address, world: World) -> None:
    """A municipality's people are nobody there."""
    otto, world.values = operators_host(world)
    judge("operator", address, {"anonymous": callers.anonymous(callers.OPERATOR_HOST), "operator": otto}, world)


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_a_key_opens_no_page(address: Address, world: World) -> None:
    """Keys are for the API: on a page a program is as anonymous as anybody."""
    for row in rows_of(str(address), read_tables()["pages"]):
        assert status(world.client("municipal_key"), row.method, address, world) == row.expected["anonymous"]


HIDDEN = {"program_id", "objective_id", "indicator_id", "target_id", "commitment_id", "report_id", "id"}


@pytest.mark.parametrize(
    "address", [one for one in addresses(MUNICIPAL) if HIDDEN & {name for _kind, name in one.parameters}], ids=str
)
def test_what_only_some_may_know_of(address: Address, world: World) -> None:
    """The same addresses of a draft and of what was offered by another partner."""
    world.values |= {**world.hidden, "of_route": {}}
    people = [*PEOPLE, *PROGRAMS] if address.is_api else PEOPLE
    faults = []
    for who in people:
        response = answer(world.client(who), "GET", address, world)
        faults += [f"{who} meets {words}" for words in [met(world, who, response)] if words]
        if response.status_code >= 500:
            faults.append(f"{who} gets {response.status_code}")
    assert not faults, "\n" + "\n".join(faults)


def test_every_secret_is_met_by_whoever_may(world: World) -> None:
    """Or the tests above would look for words that stand nowhere."""
    unseen = []
    for word, secret in world.secrets.items():
        for who in secret.people:
            answers = [
                ask(world.client(who), "GET", path)
                for path in secret.at
                if path.startswith("/api/") == (who in PROGRAMS)
            ]
            if not any(word in one.getvalue().decode() for one in answers):
                unseen.append(f"{who} nowhere meets {word}")
    assert not unseen, "\n" + "\n".join(unseen)


@pytest.mark.parametrize(("name", "urlconf"), [("api", MUNICIPAL), ("pages", MUNICIPAL), ("operator", OPERATOR)])
def test_every_row_stands_for_an_address_of_its_app(name: str, urlconf: str) -> None:
    there = {str(address): address for address in addresses(urlconf) if name != "pages" or not address.is_api}
    rows = read_tables()[name].rows
    assert [row.key for row in rows if row.route not in there] == []
    misplaced = [row.key for row in rows if row.file.parent != home_of_view(there[row.route].view)]
    assert misplaced == [], "These rows belong in the permissions.txt of the app whose view answers."
    unknown = [
        (row.method, route)
        for route, address in there.items()
        for row in rows_of(route, read_tables()[name])
        if row.method not in (address.methods or ["GET", "POST"])
    ]
    assert unknown == [], "No such method there."
    keys = [row.key for row in rows]
    assert len(keys) == len(set(keys)), "An address with a method has one row."


def test_no_address_of_a_page_is_without_one() -> None:
    rows = [row for name in ("pages", "operator") for row in read_tables()[name].rows]
    dead = [row.key for row in rows if row.method == "GET" and 405 in row.expected.values()]
    assert dead == [], "What answers POST answers GET too: with its page, or a question (tenants.kit.confirmation)."


def test_what_some_may_and_others_may_not_has_its_reason() -> None:
    silent = [
        f"{row.file.relative_to(TESTS)}: {row.method} {row.route}"
        for table in read_tables().values()
        for row in table.rows
        if row.owes_a_reason and not row.why
    ]
    assert silent == [], "Say in the last column why these and no others."
