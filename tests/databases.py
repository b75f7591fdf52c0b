"""The databases of a test run. Each is made once, by the worker that needs it first, and copied for every worker.

They stand upon each other: what `manage.py migrate` makes, then the people of two municipalities, then the world of the
sweeps. What a test commits stays in its worker's own copy.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django_tenants.utils import schema_context

from config.services import home
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.outbox.keeper import hand_over_histories
from tenants.public.geography.actions import load_shipped_regions
from tenants.public.municipalities import schemas
from tenants.public.municipalities.actions import create_municipality
from tests import cast as people

_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
EVERYTHING = "RADERWERK_TEST_EVERYTHING"
"""With this variable set, nothing is taken over from an earlier run."""


@dataclass(frozen=True)
class Prepared:
    """A database that is filled once, upon a copy of another one."""

    name: str
    fill: Callable[[], None]
    upon: Prepared | None = None

    @property
    def shared(self) -> str:
        return f"test_{_RUN}_{self.name}"


def use(prepared: Prepared) -> None:
    """Go on in this worker's copy. Nothing may be going on in the one that is left."""
    _enter(_own(prepared))
    connection.set_schema_to_public()


@cache
def _own(prepared: Prepared) -> str:
    own = f"{prepared.shared}_{_WORKER}"
    with _made(prepared) as server:
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{prepared.shared}"')
    return own


def _enter(name: str) -> None:
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name


@contextmanager
def _made(prepared: Prepared) -> Iterator[Any]:
    """Inside, the shared one is there and nobody else copies it: whoever comes second waits."""
    with connection._nodb_cursor() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [prepared.shared])
        server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [prepared.shared])
        if server.fetchone() is None:
            _make(prepared, server)
        yield server


def _make(prepared: Prepared, server: Any) -> None:
    """It gets its name once it is whole."""
    unfinished = f"{prepared.shared}_unfinished"
    server.execute(f'DROP DATABASE IF EXISTS "{unfinished}"')
    if prepared.upon is None:
        server.execute(f'CREATE DATABASE "{unfinished}"')
    else:
        with _made(prepared.upon):
            server.execute(f'CREATE DATABASE "{unfinished}" TEMPLATE "{prepared.upon.shared}"')
    before = connection.settings_dict["NAME"]
    _enter(unfinished)
    try:
        prepared.fill()
    finally:
        _enter(before)
    server.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{prepared.shared}"')


def drop_all() -> None:
    """After a run on a server that was there before: nothing of the run is left on it."""
    with connection._nodb_cursor() as server:
        server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"test\\_{_RUN}\\_%"])
        for (name,) in server.fetchall():
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _migrate() -> None:
    """By the migrations; or from what they made in an earlier run, when not one of them has changed since."""
    kept = home() / "tests" / f"migrated-{_fingerprint()}.sql"
    if kept.exists() and EVERYTHING not in os.environ:
        with connection.cursor() as cursor:
            cursor.execute(kept.read_text())
        connection.close()  # the script has changed the session's settings
        hand_over_histories(except_for=schemas.TEMPLATE)  # as after every restore
        return
    call_command("migrate", verbosity=0, interactive=False)
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("migrated-*.sql"):
        old.unlink(missing_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    unfinished.write_text(_dump())
    unfinished.rename(kept)


def _fingerprint() -> str:
    digest = hashlib.sha256(schemas.fingerprint().encode())
    for file in sorted(Path(schemas.__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def _dump() -> str:
    parameters = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    address = {names[key]: str(value) for key, value in parameters.items() if key in names and value}
    command = [settings.PG_DUMP, "--inserts", "--rows-per-insert=1000", "--no-owner", "--no-privileges"]
    command += ["--exclude-schema=raderwerk_history"]  # every database of the server has it
    dump = subprocess.run(command, env={**os.environ, **address}, capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in dump.splitlines() if not line.startswith("\\"))


def _engage() -> None:
    """Dordrecht, Rotterdam and an operator."""
    load_shipped_regions()
    people.engage_operator()
    for code, name in [("GM0505", "Dordrecht"), ("GM0599", "Rotterdam")]:
        municipality = create_municipality(code, name=name, by=System("test"), on=people.TODAY)
        with schema_context(municipality.schema_name):
            people.engage()


MIGRATED = Prepared("migrated", _migrate)
PEOPLED = Prepared("peopled", _engage, upon=MIGRATED)
