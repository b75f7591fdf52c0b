"""Two municipalities with one of everything. Dordrecht asks; nothing of Rotterdam may come of it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django_tenants.utils import schema_context

from tests.world import World, furnish

THEIRS = "ijsvogel"


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
def ours(dordrecht: Any, day: dt.date) -> World:
    return furnish(dordrecht, day, "kraanvogel")


@pytest.fixture
def theirs(ours: World, rotterdam: Any, day: dt.date) -> World:
    """Rotterdam's world; the test runs on in Dordrecht's schema."""
    with schema_context(rotterdam.schema_name):
        world = furnish(rotterdam, day, THEIRS)
    connection.set_tenant(ours.municipality)
    return world


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
