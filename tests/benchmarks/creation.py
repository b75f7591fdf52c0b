"""How long an operator waits for a new municipality, beside running its migrations."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.database import connection
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.schemas import migrate_schema
from tests.benchmarks.report import Measure, Result, seconds


def run(options: Any) -> list[Result]:
    numbers = itertools.count(8001)

    def create() -> None:
        code = f"GM{next(numbers)}"
        create_municipality(code, name=f"Proefstad {code}", by=System("bench"), on=today())

    create()  # the first one reads the migration files
    created = seconds(create, times=7)
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA migrated")
    start = time.perf_counter()
    migrate_schema("migrated")
    migrated = time.perf_counter() - start
    tables, indexes = _size("gm8001")
    share = created / migrated
    return [
        Result(
            "Creating a municipality",
            "at most 1/40 of migrating its schema",
            (
                Measure("from the script", created, "s"),
                Measure("by migrations", migrated, "s"),
                Measure("share", share),
                Measure("tables", tables),
                Measure("indexes", indexes),
            ),
            share <= 1 / 40,
        )
    ]


def _size(schema: str) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = %s),"
            " (SELECT count(*) FROM pg_indexes WHERE schemaname = %s)",
            [schema, schema],
        )
        tables, indexes = cursor.fetchone()
    return tables, indexes
