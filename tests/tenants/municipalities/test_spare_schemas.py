"""The clock keeps schemas ready; a new municipality gets one under its own name."""

from __future__ import annotations

import datetime as dt
import functools

import pytest

from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.outbox.models import Event, History
from tenants.public.municipalities import schemas
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Municipality, SpareSchema
from tenants.public.municipalities.tasks import prepare_spares
from tests.at_once import at_once
from tests.tenants.municipalities.catalogue import dump

pytestmark = pytest.mark.usefixtures("own_database")

# What a new municipality finds in its schema: its record of migrations, and its policy with every choice still open.
BROUGHT_ALONG = {"django_migrations", "policy_policy"}


def create(code: str, day: dt.date) -> Municipality:
    return create_municipality(code, name=f"Stad {code}", by=System("test"), on=day)


def filled_tables(schema: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        tables = [row[0] for row in cursor.fetchall()]
        filled = set()
        for table in tables:
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{schema}"."{table}")')
            if cursor.fetchone()[0]:
                filled.add(table)
    return filled


def test_the_clock_makes_as_many_as_there_should_be() -> None:
    assert prepare_spares() == schemas.SPARES
    assert prepare_spares() == 0
    assert SpareSchema.objects.count() == schemas.SPARES


def test_a_renamed_spare_is_what_the_migrations_make(day: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_spares()
    monkeypatch.setattr(schemas, "_run_script", None)  # a spare needs none
    create("GM0363", day)
    assert dump("gm0363") == dump(schemas.TEMPLATE)
    assert SpareSchema.objects.count() == schemas.SPARES - 1


def test_its_history_and_events_are_its_own(day: dt.date) -> None:
    prepare_spares()
    for code in ("GM0363", "GM0518"):
        connection.set_tenant(create(code, day))
        assert filled_tables(code.lower()) == BROUGHT_ALONG
        assert not Event.objects.exists()
        assert not History.objects.exists()
        connection.set_schema_to_public()


def test_two_operators_at_once_take_two(day: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_spares()
    monkeypatch.setattr(schemas, "_run_script", None)
    made = at_once(None, functools.partial(create, "GM0363", day), functools.partial(create, "GM0518", day))
    assert all(isinstance(one, Municipality) for one in made), made
    assert dump("gm0363") == dump("gm0518") == dump(schemas.TEMPLATE)
    assert not SpareSchema.objects.exists()


def test_without_a_spare_the_script_is_run(day: dt.date) -> None:
    assert not SpareSchema.objects.exists()
    create("GM0363", day)
    assert dump("gm0363") == dump(schemas.TEMPLATE)


def test_one_that_was_not_used_after_all_stays(day: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_spares()
    monkeypatch.setattr("tenants.public.municipalities.actions.events.MUNICIPALITY_CREATED", "x" * 100)
    with pytest.raises(Exception, match="No app declares"):
        create("GM0363", day)
    assert SpareSchema.objects.count() == schemas.SPARES
    assert not Municipality.objects.filter(code="GM0363").exists()
