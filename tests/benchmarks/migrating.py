"""Migrating many municipalities, beside django-tenants' own executor: nothing to do, and a column more."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.core.management import call_command
from django_tenants.migration_executors.standard import StandardExecutor

from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Municipality
from tests.benchmarks.report import Result, compare, duration
from tests.later_version import later_version
from tests.own_database import own_database

SIZES = (20, 80, 342)
SAMPLE = 3
_DJANGO = {
    "database": "default", "app_label": None, "migration_name": None, "plan": False, "check_unapplied": False,
    "prune": False, "skip_checks": True, "force_color": False, "no_color": True, "traceback": False, "stdout": None,
    "stderr": None, "settings": None, "pythonpath": None, "interactive": False, "verbosity": 0, "run_syncdb": False,
    "fake": False, "fake_initial": False,
}  # fmt: skip


def run(options: Any) -> list[Result]:
    """The standard executor's time is that of a few schemas among all the others, times their number: it does the same for
    each, and what it reads of the catalogue grows with all of them. The goals are for all of the Netherlands.
    """
    results = []
    with own_database(), later_version() as add:
        numbers = itertools.count(1)

        def release() -> None:
            number = next(numbers)
            add(
                f"{9000 + number}_more",
                f"migrations.AddField('policy', 'more_{number}', models.TextField(default='')),",
            )

        for size in SIZES:
            schemas = itertools.cycle(municipalities(size))
            results.append(_compare(f"Adding a column for {size} municipalities", 50, size, schemas, release))
            results.append(_compare(f"Migrating {size} municipalities that lack nothing", 200, size, schemas, None))
    return results


def _compare(
    operation: str, goal: int, size: int, schemas: Iterator[str], release: Callable[[], None] | None
) -> Result:
    def standard() -> float:
        if release:
            release()
        sample = [next(schemas) for _ in range(SAMPLE)]
        return duration(lambda: migrate_the_standard_way(sample)) / SAMPLE * size

    compared = compare(lambda: duration(lambda: call_command("migrate", verbosity=0)), standard)
    result = compared.result(
        operation,
        f"at most 1/{goal} of django-tenants' standard executor, in one process",
        1 / goal,
        "standard executor",
    )
    return result if size == SIZES[-1] else replace(result, goal="", reached=None)


def migrate_the_standard_way(schemas: Sequence[str]) -> None:
    StandardExecutor([], dict(_DJANGO)).run_migrations(tenants=list(schemas))


def municipalities(size: int) -> list[str]:
    """So many of them, as schemas."""
    for number in range(Municipality.objects.count(), size):
        code = f"GM{7000 + number}"
        create_municipality(code, name=f"Proefstad {code}", by=System("bench"), on=today())
    return list(Municipality.objects.order_by("code").values_list("schema_name", flat=True))
