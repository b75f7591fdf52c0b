"""Making a municipality's schema: a spare one that lies ready is renamed, or the prepared script is run.

Running all migrations for a new schema takes many seconds, nearly all of it Python. So `manage.py migrate` runs them once,
in a template schema, and keeps `pg_dump`'s script of it; a new schema is that script with another name, in one round trip.
The clock keeps a few spare ones, so that an operator waits for a renaming only. A test compares the catalogues.

The script brings the template's rows along: what must differ from one municipality to the next (a secret, the mark of a
feed) is therefore made when it is first needed, never by a migration.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import os
import re
import secrets
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from psycopg.conninfo import make_conninfo

from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.kit.errors import Conflict
from tenants.outbox.actions import change
from tenants.outbox.keeper import hand_over_history
from tenants.public.municipalities.models import MigrationScript, SchemaScript, SpareSchema

# By app and name of a migration; None when it has to be run as Python.
Statements = Mapping[tuple[str, str], list[str] | None]

TEMPLATE = "raderwerk_template"
SPARES = 2
# The advisory lock that whoever migrates holds and whoever creates a municipality shares.
MIGRATING = 5_050_003

# pg_dump's own session settings would outlive the transaction (or, as the search_path, mislead the next query).
_NOT_OURS = re.compile(r"^(SET |SELECT pg_catalog\.set_config|\\|CREATE SCHEMA |--)")


@functools.cache
def fingerprint() -> str:
    """What the migrations on disk amount to: changes when one is added, removed, renamed or edited."""
    digest = hashlib.sha256()
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        digest.update(".".join(key).encode())
        digest.update(Path(inspect.getfile(type(migration))).read_bytes())
    return digest.hexdigest()


def has_script() -> bool:
    """Whether the database is prepared for this version."""
    return SchemaScript.objects.filter(fingerprint=fingerprint()).exists()


def keep_script() -> None:
    """Keep the script that makes a copy of the template as it is now. The spares of before go with their script."""
    with change(System("migrate")):
        for spare in SpareSchema.objects.select_for_update().exclude(fingerprint=fingerprint()):
            execute(f'DROP SCHEMA IF EXISTS "{spare.schema_name}" CASCADE')
            spare.delete()
    script, migrations = _script_of_template()
    kept, _made = SchemaScript.objects.update_or_create(
        fingerprint=fingerprint(), defaults={"script": script, "migrations": migrations}
    )
    SchemaScript.objects.exclude(pk=kept.pk).delete()


def _script_of_template() -> tuple[str, list[str]]:
    """A script that makes a copy of the template, and the migrations it holds. That of before with the statements sent
    since, when these say all: pg_dump reads the whole catalogue, and is slow where there are many municipalities.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT app, name FROM {TEMPLATE}.django_migrations ORDER BY id")  # noqa: S608 (a constant)
        applied = cursor.fetchall()
    names = [f"{app}.{name}" for app, name in applied]
    before = SchemaScript.objects.order_by("-created_at").first()
    if before is None or before.migrations != names[: len(before.migrations)]:
        return _dumped(), names
    kept = kept_statements()
    added = [(key, kept.get(key)) for key in applied[len(before.migrations) :]]
    if any(statements is None for _key, statements in added):
        return _dumped(), names
    return before.script + "".join(_added(app, name, statements or []) for (app, name), statements in added), names


def kept_statements() -> Statements:
    """What each migration sent to the template."""
    kept = MigrationScript.objects.values_list("app", "name", "statements")
    return {(app, name): statements for app, name, statements in kept}


def _added(app: str, name: str, statements: Sequence[str]) -> str:
    record = connection.ops.compose_sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", [app, name]
    )
    return f"SET LOCAL search_path = {TEMPLATE}, public;\n" + "".join(f"{each};\n" for each in [*statements, record])


def create_schema(schema: str) -> None:
    """Make the schema of a new municipality inside the running transaction. Raises Conflict when it exists."""
    with connection.cursor() as cursor:
        # One that is created while others are migrated would be found by the next migrate only.
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock_shared(%s), EXISTS (SELECT FROM pg_namespace WHERE nspname = %s)",
            [MIGRATING, schema],
        )
        is_quiet, exists = cursor.fetchone()
        if not is_quiet:
            raise Conflict("The installation is being brought up to date. Try again when that is done.")
        if exists:
            raise Conflict(f"The schema {schema} exists already; it may be left from a municipality that was removed.")
        # Two operators at once: each takes a spare of their own.
        cursor.execute(
            "DELETE FROM municipalities_spareschema WHERE id = (SELECT id FROM municipalities_spareschema"
            " WHERE fingerprint = %s LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING schema_name",
            [fingerprint()],
        )
        spare = cursor.fetchone()
    if spare:
        execute(f'ALTER SCHEMA "{spare[0]}" RENAME TO "{schema}"')
    else:
        _run_script(schema)


def prepare_spares() -> int:
    """Make as many spare schemas as there should be, a transaction for each; returns how many were missing."""
    if not has_script():
        return 0
    missing = SPARES - SpareSchema.objects.filter(fingerprint=fingerprint()).count()
    for _ in range(missing):
        with change(System("clock")):
            spare = SpareSchema.objects.create(
                schema_name=f"raderwerk_spare_{secrets.token_hex(4)}", fingerprint=fingerprint()
            )
            _run_script(spare.schema_name)
    return max(missing, 0)


def _run_script(schema: str) -> None:
    script = SchemaScript.objects.filter(fingerprint=fingerprint()).first()
    if script is None:
        raise Conflict("The database is not prepared for this version yet. Run: manage.py migrate")
    execute(
        f"SET LOCAL check_function_bodies = false; SET LOCAL search_path = '';"
        f'CREATE SCHEMA "{schema}";{script.script.replace(TEMPLATE, schema)}SET LOCAL search_path = public;'
    )
    hand_over_history(schema)


def without_table(table: str, schemas: Iterable[str]) -> list[str]:
    """Those of the schemas that have no such table. The catalogue is asked: a query of the table would fail, or find that
    of schema public.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) name WHERE to_regclass(format('%%I.%%I', name, %s)) IS NULL",
            [list(schemas), table],
        )
        return [row[0] for row in cursor.fetchall()]


def execute(sql: str, *parameters: object) -> None:
    """Several statements at once are for a schema that is being made: a distributed server passes them on one by one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def _dumped() -> str:
    """pg_dump's script of the template, rows and all (which migrations are applied, and what they wrote), without its
    session settings. Raises Conflict with pg_dump's own words.
    """
    parameters = connection.get_connection_params()
    address = {key: parameters[key] for key in ("host", "port", "user", "dbname") if parameters.get(key)}
    dump = subprocess.run(
        [settings.PG_DUMP, "--inserts", "--rows-per-insert=1000", f"--schema={TEMPLATE}", "--no-owner",
         "--no-privileges", f"--dbname={make_conninfo(**address)}"],
        env={**os.environ, "PGPASSWORD": str(parameters.get("password") or "")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if dump.returncode:
        raise Conflict(f"pg_dump could not read the template schema: {dump.stderr.strip()}")
    return "\n".join(line for line in dump.stdout.splitlines() if not _NOT_OURS.match(line)) + "\n"
