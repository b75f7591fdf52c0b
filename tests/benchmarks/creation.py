"""How long an operator waits for a new municipality, beside running its migrations as django-tenants does."""

from __future__ import annotations

import itertools
from typing import Any

from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.database import connection
from tenants.public.municipalities import schemas
from tenants.public.municipalities.actions import create_municipality
from tests.benchmarks.migrating import migrate_the_standard_way
from tests.benchmarks.report import Measure, Result, compare, duration
from tests.own_database import own_database

# With so many municipalities on the server already: what migrating reads of the catalogue grows with them.
SIZES = (1, 20, 80)


def run(options: Any) -> list[Result]:
    numbers = itertools.count(8001)
    results = []

    def create() -> str:
        code = f"GM{next(numbers)}"
        create_municipality(code, name=f"Proefstad {code}", by=System("bench"), on=today())
        return code.lower()

    def migrate() -> float:
        schema = f"migrated_{next(numbers)}"
        schemas.execute(f"CREATE SCHEMA {schema}")
        taken = duration(lambda: migrate_the_standard_way([schema]))
        schemas.execute(f"DROP SCHEMA {schema} CASCADE")
        return taken

    def from_spare() -> float:
        schemas.prepare_spares()
        return duration(create)

    with own_database():
        for size in SIZES:
            for _ in range(size):
                schema = create()
            more = (Measure("tables", _count("pg_tables", schema)), Measure("indexes", _count("pg_indexes", schema)))
            name = f"Creating a municipality beside {size} more"
            by_script = compare(lambda: duration(create), migrate)
            results.append(
                by_script.result(name, "at most 1/40 of migrating its schema", 1 / 40, "migrate_schemas", *more)
            )
            by_spare = compare(from_spare, migrate)
            results.append(
                by_spare.result(
                    f"{name}, from a spare", "at most 1/500 of migrating its schema", 1 / 500, "migrate_schemas"
                )
            )
    return results


def _count(view: str, schema: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {view} WHERE schemaname = %s", [schema])
        return int(cursor.fetchone()[0])
