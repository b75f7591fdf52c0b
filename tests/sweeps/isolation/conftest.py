"""Two municipalities with one of everything. Dordrecht asks; nothing of Rotterdam may come of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import mail

from tenants.kit.database import connection
from tests.sweeps.furnished import stored_world
from tests.sweeps.world import World


def fingerprint(schema: str) -> dict[str, str]:
    """What stands in each table of a schema, as a hash a table."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = %s", [schema])
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) FROM {schema}.{table} r"
            )
            found[table] = cursor.fetchone()[0]
    return found


@pytest.fixture
def ours(world: World) -> World:
    """Dordrecht, in whose schema the test runs."""
    return world


@pytest.fixture
def theirs(world: World) -> World:
    return stored_world("GM0599")


@contextmanager
def nothing_of_theirs(theirs: World, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No effect on their schema, and nothing of theirs in a log line or a mail."""
    before = fingerprint(theirs.municipality.schema_name)
    with caplog.at_level(logging.DEBUG):
        yield
    after = fingerprint(theirs.municipality.schema_name)
    assert [table for table in after if after[table] != before.get(table)] == []
    assert theirs.mark not in caplog.text
    for message in mail.outbox:
        assert theirs.mark not in str(message.message())
