"""Making a municipality's schema from a prepared script.

Running all migrations for a new schema takes half a minute, nearly all of it Python. So `manage.py migrate`
runs them once, in a template schema, and keeps `pg_dump`'s script of it; a new municipality is that script
with another name, in one round trip. A test compares the two catalogues.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import os
import re
import subprocess
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django_tenants.migration_executors.base import run_migrations
from django_tenants.utils import schema_exists
from psycopg.conninfo import make_conninfo

from tenants.kit.database import connection
from tenants.kit.errors import Conflict
from tenants.public.municipalities.models import SchemaScript

TEMPLATE = "raderwerk_template"

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


def prepare_script() -> SchemaScript:
    """Bring the template schema up to date and keep the script that makes a copy of it."""
    known = SchemaScript.objects.filter(fingerprint=fingerprint()).first()
    if known:
        return known
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{TEMPLATE}"')
    migrate_schema(TEMPLATE)
    script, _made = SchemaScript.objects.update_or_create(fingerprint=fingerprint(), defaults={"script": _script()})
    SchemaScript.objects.exclude(pk=script.pk).delete()
    return script


def migrate_schema(schema: str) -> None:
    """Run the migrations of one schema the slow way."""
    options = {"interactive": False, "verbosity": 0, "run_syncdb": False, "fake": False, "fake_initial": False}
    defaults = {
        "database": "default", "app_label": None, "migration_name": None, "plan": False, "check_unapplied": False,
        "prune": False, "skip_checks": True, "force_color": False, "no_color": True, "traceback": False,
        "stdout": None, "stderr": None, "settings": None, "pythonpath": None,
    }  # fmt: skip
    run_migrations([], {**defaults, **options}, "raderwerk", schema, allow_atomic=True)


def create_schema(schema: str) -> None:
    """Make the schema of a new municipality inside the running transaction. Raises Conflict when it exists."""
    if schema_exists(schema):
        raise Conflict(f"The schema {schema} exists already; it may be left from a municipality that was removed.")
    script = SchemaScript.objects.filter(fingerprint=fingerprint()).first()
    if script is None:
        raise Conflict("The database is not prepared for this version yet. Run: manage.py migrate")
    statements = script.script.replace(TEMPLATE, schema)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL check_function_bodies = false; SET LOCAL search_path = '';"
            f'CREATE SCHEMA "{schema}";{statements}SET LOCAL search_path = public;'
        )


def _script() -> str:
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
