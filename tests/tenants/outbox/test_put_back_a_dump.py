"""A municipality is dumped while people work and programs follow its feed, and put back into a fresh server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.cache import cache

from config.services import postgres
from config.services.testing import temporary_place
from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality
from tests.tenants.outbox.reading import Follower, happen

# What all share is large, and nothing here.
NOT_THEIRS = ["--exclude-table-data=public.statistics_*", "--exclude-table-data=public.geography_*"]


@contextmanager
def beside(municipality: Municipality, work: Callable[[], object]) -> Iterator[None]:
    """`work` is done again and again, by another thread, as long as the block runs."""
    over = threading.Event()

    def run() -> None:
        connection.set_tenant(municipality)
        while not over.is_set():
            work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=60)


def client(program: str, parameters: dict[str, Any], *arguments: str, **options: Any) -> str:
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    address = {names[key]: str(value) for key, value in parameters.items() if key in names and value}
    done = subprocess.run(
        [program, *arguments], env={**os.environ, **address}, capture_output=True, text=True, check=False, **options
    )
    return str(done.stdout)


@contextmanager
def fresh_server() -> Iterator[dict[str, Any]]:
    place = temporary_place()
    try:
        with place.locked():
            place.prepare()
            postgres.ensure(place)
        yield {"HOST": str(place.sockets), "PORT": postgres.PORT, "NAME": postgres.NAME, "USER": postgres.NAME}
    finally:
        postgres.stop(place)
        shutil.rmtree(place.root, ignore_errors=True)


@contextmanager
def moved_to(server: dict[str, Any]) -> Iterator[None]:
    """Everybody's connections lead to another server, as after a change of DATABASE_URL and a restart."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(server)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def dump(municipality: Municipality) -> str:
    schemas = [f"--schema={name}" for name in ("public", municipality.schema_name)]
    whole = ["--no-owner", "--no-privileges", *schemas, *NOT_THEIRS]
    return client(str(settings.PG_DUMP), connection.get_connection_params(), *whole)


def put_back(script: str) -> None:
    client(str(postgres.binary("psql")), connection.get_connection_params(), "--quiet", input=script)


def ids(events: list[dict[str, Any]]) -> list[str]:
    return [event["id"] for event in events]


def test_nothing_is_skipped_and_nothing_comes_twice(own_municipality: Municipality) -> None:
    """One reader has read less than the dump has, when it is put back, and one has read more."""
    early, late = Follower(own_municipality, page_size=7), Follower(own_municipality, page_size=7)
    with beside(own_municipality, lambda: happen("before")), beside(own_municipality, late.go_on):
        happen("early")
        early.go_on()
        copy = dump(own_municipality)
        for _ in range(20):
            happen("lost")
    late.go_on()
    assert "lost" in late.noted

    with fresh_server() as server, moved_to(server):
        put_back(copy)
        cache.clear()
        connection.set_tenant(own_municipality)
        assert late.ask().status_code == 410  # before anything happens here
        with beside(own_municipality, lambda: happen("after")):
            for _ in range(5):
                early.go_on()
        gone = late.ask()
        assert gone.status_code == 410  # and when its position exists here too
        late.cursor = re.search("after=([^&]+)", gone.json()["next"])[1]  # type: ignore[index]
        read_before, late.read = late.read, []
        for reader in (early, late, afresh := Follower(own_municipality)):
            reader.go_on()

    assert {"early", "after"} <= set(afresh.noted)
    assert "lost" not in afresh.noted
    assert len(set(ids(afresh.read))) == len(afresh.read)
    assert ids(early.read) == ids(afresh.read)
    # What was committed but not yet placed when the dump was made comes to the late one again, under the same id.
    known = set(ids(read_before))
    assert set(ids(late.read)) | known >= set(ids(afresh.read))
    assert ids(late.read) == ids(afresh.read)[-len(late.read) :]
    assert {event["data"]["note"] for event in late.read if event["id"] in known} <= {"before", "early"}
