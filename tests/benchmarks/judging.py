"""A night's judging beside reading the same rows by bare SQL, as the number of indicators grows."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import connection as django_connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context

from monitoring.indicators.actions import judge_indicators
from monitoring.indicators.models import Baseline, Indicator, Judgement, Observation, Target
from programs.programs.models import Program
from tenants.kit.caller import System
from tenants.kit.clock import now
from tests.benchmarks.report import Measure, Result, seconds

SIZES = (50, 200, 800)
VALUES = 15
ON = dt.date(2024, 9, 1)
BY = System("bench")
_READING = [
    "SELECT * FROM indicators_indicator i JOIN indicators_baseline b ON b.indicator_id = i.id"
    " LEFT JOIN indicators_judgement j ON j.indicator_id = i.id",
    "SELECT * FROM indicators_target",
    "SELECT * FROM indicators_observation",
]


def run(options: Any) -> list[Result]:
    with schema_context("gm0505"):
        return [_measure(size) for size in SIZES]


def _measure(size: int) -> Result:
    _furnish(size)
    first = _once(_judge_all)
    with CaptureQueriesContext(django_connection) as captured:
        _judge_all()
    night, reading, written = seconds(_judge_all, times=7), seconds(_read, times=7), _written(_judge_all)
    return Result(
        f"A night's judging of {size} indicators with {VALUES} values each",
        "at most 3 × reading the same rows; nothing written when nothing is otherwise",
        (
            Measure("judging", night * 1000, "ms"),
            Measure("reading by bare SQL", reading * 1000, "ms"),
            Measure("ratio", night / reading),
            Measure("queries", len(captured)),
            Measure("written to the log", written / 1000, "kB"),
            Measure("the first time, all of them", first * 1000, "ms"),
        ),
        night <= 3 * reading,
    )


def _judge_all() -> None:
    judge_indicators(by=BY, on=ON)


def _read() -> None:
    with django_connection.cursor() as cursor:
        for query in _READING:
            cursor.execute(query)
            cursor.fetchall()


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _written(work: Callable[[], object]) -> int:
    """Bytes of PostgreSQL's write-ahead log; of the whole server, but nobody else is on it."""
    with django_connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        (before,) = cursor.fetchone()
        work()
        cursor.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), %s)", [before])
        return int(cursor.fetchone()[0])


def _furnish(size: int) -> None:
    """As many indicators as asked for, all of them not judged yet."""
    program = Program.objects.filter(title="Meten").first() or Program.objects.create(title="Meten", started_on=ON)
    Judgement.objects.all().delete()
    number = size - Indicator.objects.filter(program=program).count()
    made = [Indicator(program=program, name=f"Maat {n}", direction="down", unit="%") for n in range(number)]
    Indicator.objects.bulk_create(made)
    Baseline.objects.bulk_create(
        Baseline(indicator=each, value=Decimal(40), date=dt.date(2008, 1, 1), source="Telling") for each in made
    )
    Target.objects.bulk_create(
        Target(indicator=each, value=Decimal(20), date=dt.date(2035, 1, 1), set_on=ON) for each in made
    )
    Observation.objects.bulk_create(
        Observation(
            indicator=each, value=40 - Decimal(n) / 2, date=dt.date(2008 + n, 6, 1), source="Telling", recorded_at=now()
        )
        for each in made
        for n in range(1, VALUES + 1)
    )
    with django_connection.cursor() as cursor:
        cursor.execute("ANALYZE")
