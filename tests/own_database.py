"""A copy of the database, for what changes every schema of it; thrown away afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tenants.kit.database import connection


@contextmanager
def own_database() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    _on_the_server(f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"')
    connection.settings_dict["NAME"] = f"{name}_copy"
    try:
        connection.set_schema_to_public()
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        _on_the_server(f'DROP DATABASE "{name}_copy" WITH (FORCE)')
        connection.set_schema_to_public()


def _on_the_server(sql: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
