"""A connection is replaced once it has served many municipalities, between two pieces of work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import close_old_connections
from pytest_django.plugin import DjangoDbBlocker

from tenants.kit.database import connection


@pytest.fixture(autouse=True)
def _connection_that_stays(django_db_setup: None, django_db_blocker: DjangoDbBlocker, settings: Any) -> Iterator[None]:
    """As it is outside tests: kept between two requests."""
    settings.CONN_MAX_SCHEMAS = 2
    kept = connection.settings_dict["CONN_MAX_AGE"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["CONN_MAX_AGE"] = None
        yield
        connection.settings_dict["CONN_MAX_AGE"] = kept
        connection.close()
        connection.set_schema_to_public()


def serve(*schemas: str) -> int:
    """Which process of the server did it."""
    for schema in schemas:
        connection.set_schema(schema)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            process = int(cursor.fetchone()[0])
    return process


def test_a_connection_that_has_served_many_is_replaced_before_the_next_request() -> None:
    first = serve("public", "gm0505", "gm0599")
    close_old_connections()
    assert serve("public", "gm0505") != first


def test_one_that_serves_a_few_is_kept() -> None:
    first = serve("gm0505", "gm0599", "gm0505", "gm0599", "gm0505")
    close_old_connections()
    assert serve("gm0599") == first


def test_what_was_served_before_counts_for_the_connection_of_before_only() -> None:
    serve("public", "gm0505", "gm0599")
    close_old_connections()
    second = serve("public", "gm0505")
    close_old_connections()
    assert serve("gm0505") == second
