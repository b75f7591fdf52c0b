"""`manage.py migrate` brings hundreds of municipalities up to date; one that fails stops no other."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django_tenants.utils import schema_context

from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.kit.errors import Conflict
from tenants.policy.current import current_policy
from tenants.public.municipalities import migrating, schemas
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import MigrationScript, SchemaScript, SpareSchema
from tests.at_once import at_once
from tests.later_version import LaterVersion
from tests.tenants.municipalities.catalogue import dump

pytestmark = pytest.mark.usefixtures("own_database")

MOTTO = "migrations.AddField('policy', 'motto', models.CharField(max_length=80, default='', blank=True)),"
SLOGAN = "migrations.AddField('policy', 'slogan', models.TextField(null=True)),"
PYTHON = """
def fill(apps, schema_editor):
    policy = apps.get_model("policy", "Policy").objects.get()
    policy.contact_name = f"Buurtaanpak {schema_editor.connection.schema_name}"
    policy.save()
---
migrations.RunPython(fill, migrations.RunPython.noop),
"""


def migrate() -> str:
    """What it says."""
    out = StringIO()
    call_command("migrate", stdout=out)
    return out.getvalue()


def refused() -> tuple[str, str]:
    """What it says of those that could not be migrated, and how it ends."""
    told = StringIO()
    with pytest.raises(CommandError) as problem:
        call_command("migrate", verbosity=0, stderr=told)
    assert problem.value.returncode == 1
    return told.getvalue(), str(problem.value)


def execute(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


def columns(schema: str) -> set[str]:
    rows = execute(
        f"SELECT column_name FROM information_schema.columns WHERE table_schema = '{schema}'"
        " AND table_name = 'policy_policy'"
    )
    return {row[0] for row in rows}


def test_a_new_column_comes_to_every_municipality_by_sql_alone(
    later_version: LaterVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_version("0900_motto", MOTTO)

    def slow(schema: str, *arguments: Any) -> None:
        assert schema == schemas.TEMPLATE, "A plain migration went Django's slow way."
        real(schema, *arguments)

    real = migrating.migrate_schema
    monkeypatch.setattr(migrating, "migrate_schema", slow)
    told = migrate()
    assert "2 municipalities lack policy.0900_motto" in told
    assert "2 of 2: gm0599 is up to date" in told
    for schema in ("gm0505", "gm0599"):
        assert "motto" in columns(schema)
        assert dump(schema) == dump(schemas.TEMPLATE)
    assert "lack" not in migrate()


def test_a_new_municipality_has_the_column_too(later_version: LaterVersion, day: dt.date) -> None:
    later_version("0900_motto", MOTTO)
    migrate()
    create_municipality("GM0363", name="Amsterdam", by=System("test"), on=day)
    assert "motto" in columns("gm0363")


def test_one_that_fails_is_named_with_the_reason_and_taken_up_by_the_next_run(later_version: LaterVersion) -> None:
    later_version("0900_motto", MOTTO)
    execute("ALTER TABLE gm0505.policy_policy ADD COLUMN motto integer")
    told, end = refused()
    assert 'gm0505 could not be migrated: column "motto" of relation "policy_policy" already exists' in told
    assert end == "1 municipalities could not be migrated. The others are. Run it again."
    assert "motto" in columns("gm0599")
    execute("ALTER TABLE gm0505.policy_policy DROP COLUMN motto")
    assert "1 of 1: gm0505 is up to date" in migrate()
    assert "motto" in columns("gm0505")


def test_nothing_is_left_of_the_migration_that_failed(later_version: LaterVersion) -> None:
    later_version("0900_two", SLOGAN + "\n" + MOTTO)
    execute("ALTER TABLE gm0505.policy_policy ADD COLUMN motto integer")
    refused()
    assert "slogan" not in columns("gm0505")


def test_python_runs_in_each_municipality_on_its_own_rows(later_version: LaterVersion) -> None:
    later_version("0900_motto", MOTTO)
    later_version("0901_names", PYTHON)
    later_version("0902_slogan", SLOGAN)
    migrate()
    for schema in ("gm0505", "gm0599"):
        with schema_context(schema):
            assert current_policy().contact_name == f"Buurtaanpak {schema}"
        assert {"motto", "slogan"} <= columns(schema)
        assert dump(schema) == dump(schemas.TEMPLATE)
    assert MigrationScript.objects.get(name="0901_names").statements is None
    assert MigrationScript.objects.get(name="0902_slogan").statements


def test_municipalities_may_lack_different_things(later_version: LaterVersion) -> None:
    later_version("0900_motto", MOTTO)
    execute("ALTER TABLE gm0505.policy_policy ADD COLUMN motto integer")
    refused()
    execute("ALTER TABLE gm0505.policy_policy DROP COLUMN motto")
    later_version("0901_slogan", SLOGAN)
    told = migrate()
    assert "1 municipalities lack policy.0900_motto, policy.0901_slogan" in told
    assert "1 municipalities lack policy.0901_slogan" in told
    assert dump("gm0505") == dump("gm0599") == dump(schemas.TEMPLATE)


def test_a_schema_without_its_record_is_named_and_stops_nobody(later_version: LaterVersion) -> None:
    later_version("0900_motto", MOTTO)
    execute("DROP TABLE gm0505.django_migrations")
    told, _end = refused()
    assert "gm0505 could not be migrated: it has no table django_migrations" in told
    assert "motto" in columns("gm0599")


def test_a_busy_municipality_stops_nobody(later_version: LaterVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    later_version("0900_motto", MOTTO)
    monkeypatch.setattr(migrating, "_LOCK_TIMEOUT", "SET LOCAL lock_timeout = '200ms'")
    busy = connection.copy()
    try:
        with busy.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE gm0505.policy_policy")
            told, _end = refused()
    finally:
        busy.close()
    assert "gm0505 could not be migrated: canceling statement due to lock timeout" in told
    assert "motto" in columns("gm0599")
    migrate()
    assert "motto" in columns("gm0505")


def test_two_at_once_do_it_once(later_version: LaterVersion) -> None:
    later_version("0900_motto", MOTTO)
    later_version("0901_names", PYTHON)
    first, second = at_once(None, migrate, migrate)
    assert isinstance(first, str), first
    assert isinstance(second, str), second
    assert sorted("municipalities lack" in told for told in (first, second)) == [False, True]
    assert {"motto"} <= columns("gm0505")


def test_nobody_creates_a_municipality_meanwhile(day: dt.date) -> None:
    with migrating.alone(print), pytest.raises(Conflict, match="Try again"):
        create_municipality("GM0363", name="Amsterdam", by=System("test"), on=day)
    create_municipality("GM0363", name="Amsterdam", by=System("test"), on=day)


def test_a_spare_of_before_goes_and_the_clock_makes_new_ones(later_version: LaterVersion, day: dt.date) -> None:
    schemas.prepare_spares()
    before = set(SpareSchema.objects.values_list("schema_name", flat=True))
    later_version("0900_motto", MOTTO)
    migrate()
    assert not SpareSchema.objects.exists()
    assert not execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'raderwerk_spare%'")
    assert schemas.prepare_spares() == schemas.SPARES
    assert not before & set(SpareSchema.objects.values_list("schema_name", flat=True))
    create_municipality("GM0363", name="Amsterdam", by=System("test"), on=day)
    assert "motto" in columns("gm0363")


def test_a_template_that_is_gone_is_made_again() -> None:
    execute(f"DROP SCHEMA {schemas.TEMPLATE} CASCADE")
    migrate()
    assert dump(schemas.TEMPLATE) == dump("gm0505")
    assert SchemaScript.objects.count() == 1
