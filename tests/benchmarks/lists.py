"""Lists and what waits for somebody, as the number of commitments grows: a deep page, and a few shown of many."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection as django_connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django_tenants.utils import schema_context

from participation.commitments.models import Commitment
from tenants.kit.caller import Caller
from tenants.kit.waiting import waiting_for
from tests.benchmarks.report import Measure, Result, compare, duration
from tests.callers import as_user
from tests.cast import present
from tests.participation.commitments.things import Stage, set_up

SIZES = (100, 1_000, 10_000)
ON = dt.date(2024, 9, 1)
SHOWN = 50
DEEP = "the last page at most 1.5 × the first; the same queries"
FEW = "the same queries for any number; at most 10 × the time for the smallest"


def run(options: Any) -> list[Result]:
    results: list[Result] = []
    smallest: list[Measure] = []
    with schema_context("gm0505"), override_settings(RADERWERK_TODAY=ON, PAGES_REMEMBERED=0):
        people = present()
        stage, client = set_up(people.manager), as_user(people.manager)
        for size in SIZES:
            _promise(stage, size)
            results += [
                _deep(f"Page of {size:,} commitments", size, partial(_page, client)),
                _deep(f"API's list of {size:,} commitments", size, partial(_answer, client)),
                _waiting(size, people.manager.as_caller(), smallest),
            ]
    return results


def _promise(stage: Stage, size: int) -> None:
    """So many in all, running and late."""
    Commitment.objects.bulk_create(
        [
            Commitment(
                program=stage.program,
                party=stage.woonbron,
                description=f"{number} woningen isoleren",
                status="running",
                offered_by_side="party",
                start_date=dt.date(2024, 1, 1),
                due_date=dt.date(2024, 8, 1) - dt.timedelta(days=number % 100),
                amount=Decimal(1000),
            )
            for number in range(Commitment.objects.count(), size)
        ],
        batch_size=1000,
    )
    with django_connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _page(client: Client, number: int) -> None:
    assert client.get(f"/commitments?page={number}").status_code == 200


def _answer(client: Client, number: int) -> None:
    assert client.get(f"/api/v1/commitments?page={number}&pageSize={SHOWN}").status_code == 200


def _deep(operation: str, size: int, ask: Callable[[int], None]) -> Result:
    last = size // SHOWN
    counts = [_queries(partial(ask, number)) for number in (1, last)]
    compared = compare(partial(_median, partial(ask, last)), partial(_median, partial(ask, 1)))
    more = [Measure("queries, first", counts[0]), Measure("queries, last", counts[1])]
    result = compared.result(operation, DEEP, 1.5, "first page", *more)
    return result if counts[0] == counts[1] else Result(operation, DEEP, result.measures, False)


def _waiting(size: int, caller: Caller, smallest: list[Measure]) -> Result:
    """`smallest` keeps what the first size took."""

    def ask() -> None:
        waiting_for(caller, ON, limit=5)

    measures = (Measure("queries", _queries(ask)), Measure("median", _median(ask) * 1000, "ms"))
    smallest.extend(measures if not smallest else ())
    queries, taken = (now.value / before.value for now, before in zip(measures, smallest, strict=True))
    told = (*measures, Measure("time ÷ that of the smallest", taken))
    return Result(f"What waits for a manager, of {size:,}", FEW, told, queries == 1 and taken <= 10)


def _queries(work: Callable[[], object]) -> int:
    work()
    with CaptureQueriesContext(django_connection) as captured:
        work()
    return len(captured)


def _median(work: Callable[[], object]) -> float:
    return statistics.median(duration(work) for _ in range(5))
