"""An operator creates a municipality; its host answers in a moment."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_tenants.utils import schema_context

from tenants.accounts.models import User
from tenants.kit.caller import Caller, System
from tenants.kit.database import connection
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.outbox.models import Event, History
from tenants.public.municipalities.actions import create_municipality, create_with_administrator
from tenants.public.municipalities.administrators import Administrator
from tenants.public.municipalities.models import Municipality
from tenants.public.municipalities.schemas import TEMPLATE
from tests.tenants.municipalities.catalogue import dump

OPERATOR = Caller("operator", id="1", roles=frozenset({"operator"}))


@pytest.fixture
def operator(db: None, day: dt.date) -> Caller:
    connection.set_schema_to_public()
    return OPERATOR


def test_its_host_answers(operator: Caller, day: dt.date) -> None:
    create_municipality("GM0363", name="Amsterdam", by=operator, on=day)
    assert Client(headers={"host": "amsterdam.localhost"}).get("/api/v1/unknown").status_code == 404


def test_it_starts_with_an_empty_schema_of_its_own(operator: Caller, day: dt.date) -> None:
    municipality = create_municipality("GM0363", name="Amsterdam", by=operator, on=day)
    connection.set_tenant(municipality)
    assert municipality.schema_name == "gm0363"
    assert not User.objects.exists()


def test_it_writes_event_and_history(operator: Caller, day: dt.date) -> None:
    municipality = create_municipality("GM0363", name="Amsterdam", by=operator, on=day)
    event = Event.objects.get(subject_id=str(municipality.pk))
    assert (event.name, event.data["host"]) == ("municipality.created", "amsterdam.localhost")
    assert History.objects.of(municipality).get().caller == "operator:1"


@pytest.mark.parametrize(
    ("code", "host", "field"),
    [
        ("GM505", "", "code"),
        ("0505", "", "code"),
        ("GM0363\n", "a b", "host"),
        ("GM９９９６", "", "code"),
        ("GM٠٣٦٣", "", "code"),
        ("GM0363", "localhost", "host"),
        ("GM0363", "dordrecht.localhost", "host"),
        ("GM0505", "elders.localhost", "code"),
    ],
)
def test_bad_input_names_the_field_and_leaves_nothing(
    operator: Caller, day: dt.date, code: str, host: str, field: str
) -> None:
    before = Municipality.objects.count()
    with pytest.raises(Invalid) as problem:
        create_municipality(code, name="Amsterdam", host=host, by=operator, on=day)
    assert field in [error.field for error in problem.value.errors]
    assert Municipality.objects.count() == before


def test_a_name_longer_than_its_column_is_refused(operator: Caller, day: dt.date) -> None:
    with pytest.raises(Invalid) as problem:
        create_municipality("GM0363", name="x" * 81, host="x.localhost", by=operator, on=day)
    assert [error.field for error in problem.value.errors] == ["name"]


def test_without_its_administrator_there_is_no_municipality(operator: Caller, day: dt.date) -> None:
    """Both in one transaction: an address of 300 characters left a municipality that nobody managed."""
    nobody = Administrator("Joke", f"{'j' * 300}@example.nl")
    with pytest.raises(Invalid):
        create_with_administrator("GM0363", nobody, name="Amsterdam", by=operator, on=day)
    assert not Municipality.objects.filter(code="GM0363").exists()
    assert not Event.objects.filter(data__code="GM0363").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'gm0363'")
        assert cursor.fetchone()[0] == 0


def test_its_history_says_that_an_operator_invited(operator: Caller, day: dt.date) -> None:
    created = create_with_administrator("GM0363", Administrator("Joke", "joke@example.nl"), by=operator, on=day)
    with schema_context("gm0363"):
        assert History.objects.of(created[1]).get().caller == "system:operator"
        assert Event.objects.get().name == "user.invited"
    told = Event.objects.filter(data__code="GM0363").values_list("name", "caller")
    assert set(told) == {
        ("municipality.created", "operator:1"),
        ("municipality.administrator_invited", "operator:1"),
    }


def test_an_existing_schema_is_not_touched(operator: Caller, day: dt.date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA gm0363")
    with pytest.raises(Conflict, match="gm0363"):
        create_municipality("GM0363", name="Amsterdam", by=operator, on=day)


def test_only_an_operator_may(operator: Caller, day: dt.date) -> None:
    administrator = Caller("user", id="1", roles=frozenset({"administrator"}))
    with pytest.raises(Refused):
        create_municipality("GM0363", name="Amsterdam", by=administrator, on=day)


def test_the_script_makes_the_schema_that_the_migrations_make(db: None) -> None:
    """Compared with pg_dump, names of the schemas aside."""
    assert dump(TEMPLATE) == dump("gm0505")


def test_the_system_may_create_one_from_a_command(db: None, day: dt.date) -> None:
    connection.set_schema_to_public()
    assert create_municipality("GM0363", name="Amsterdam", by=System("test"), on=day).name == "Amsterdam"


def run(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command(*arguments, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.usefixtures("operator", "day")
def test_a_command_makes_one_and_invites_its_administrator() -> None:
    made = run("create_municipality", "GM0363", "--administrator", "Joke", "--email", "joke@example.nl")
    assert (made["name"], made["host"]) == ("Amsterdam", "amsterdam.localhost")
    visitor = Client(headers={"host": made["host"]})
    assert "Joke" in visitor.get(made["invitation"]).content.decode()


@pytest.mark.usefixtures("operator", "day")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--administrator", "Joke"], "Give both"), (["--administrator", "Joke", "--email", "joke"], "e-mailadres")],
)
def test_half_an_administrator_makes_no_municipality(arguments: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        run("create_municipality", "GM0363", *arguments)
    assert not Municipality.objects.filter(code="GM0363").exists()


@pytest.mark.usefixtures("operator", "day")
def test_a_command_invites_the_first_operator() -> None:
    told = run("invite_operator", "olga@example.nl", "--name", "Olga Smit")
    visitor = Client(headers={"host": told["host"]})
    visitor.post(told["invitation"], {"password": "een lange zin voor Olga"})
    visitor.post("/account/login/", {"login": "olga@example.nl", "password": "een lange zin voor Olga"})
    assert visitor.get("/municipalities/create").status_code == 200
    with pytest.raises(CommandError, match="heeft hier al een account"):
        run("invite_operator", "olga@example.nl", "--name", "Olga Smit")
