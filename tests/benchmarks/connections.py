"""What a server process holds that has served every municipality of the Netherlands, with and without replacing connections."""

from __future__ import annotations

import resource
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.test.utils import override_settings

from tenants.kit.database import connection
from tests.benchmarks.migrating import municipalities
from tests.benchmarks.report import Measure, Result
from tests.own_database import own_database

SIZES = (20, 80, 342)


def run(options: Any) -> list[Result]:
    with own_database():
        results = []
        for size in SIZES:
            schemas = municipalities(size)
            kept, replaced = _megabytes(schemas, most=10_000), _megabytes(schemas, most=settings.CONN_MAX_SCHEMAS)
            results.append(
                Result(
                    f"A server process after {size} municipalities",
                    "at most a third of what it holds when the connection is kept" if size == SIZES[-1] else "",
                    (
                        Measure("with connections replaced", replaced, "MB"),
                        Measure("with one that is kept", kept, "MB"),
                        Measure("share", replaced / kept),
                    ),
                    replaced <= kept / 3 if size == SIZES[-1] else None,
                )
            )
        return results


def _megabytes(schemas: Sequence[str], most: int) -> float:
    """The most that the process behind the connection holds for itself while every table of each schema is looked at."""
    connection.close()
    held = 0.0
    with override_settings(CONN_MAX_SCHEMAS=most):
        for schema in schemas:
            close_old_connections()
            connection.set_schema(schema)
            with connection.cursor() as cursor:
                cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
                for (table,) in cursor.fetchall():
                    cursor.execute(f'SELECT * FROM "{table}" LIMIT 1')
                cursor.execute("SELECT pg_backend_pid()")
                held = max(held, _private(cursor.fetchone()[0]))
    connection.set_schema_to_public()
    return held


def _private(process: int) -> float:
    """Resident memory less what is shared with other processes, in MB."""
    _size, resident, shared = (int(pages) for pages in Path(f"/proc/{process}/statm").read_text().split()[:3])
    return (resident - shared) * resource.getpagesize() / 1e6
