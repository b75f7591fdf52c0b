"""The public pages as the number of programmes grows, made anew and kept, and one programme with many indicators."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import connection as django_connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django_tenants.utils import schema_context

from monitoring.indicators.actions import judge_indicators
from monitoring.indicators.models import Baseline, Indicator, Observation, Target
from monitoring.public.statistics.actions import import_file, prepare_import
from monitoring.public.statistics.models import Topic
from monitoring.public.statistics.shipped import shipped_files
from participation.commitments.models import Commitment
from participation.partners.models import Partner
from programs.areas.models import Area
from programs.programs.models import Phase, Program, ProgramArea, Vision
from tenants.kit.caller import System
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.public.geography.models import Region
from tests.benchmarks.report import Measure, Result, percentile
from tests.benchmarks.web import HOST, durations, gunicorn

SIZES = (10, 100, 1000)
INDICATORS, COMMITMENTS = 10, 10
WHOLE_PROGRAM = 50
ON = dt.date(2024, 9, 1)
GOAL = "under {queries} queries; under 150 kB before the rich chart; kept at most 1/20 of made anew; not growing with programmes"


def run(options: Any) -> list[Result]:
    prepare_import()
    for file in shipped_files("rivm-50090ned"):
        import_file("rivm-50090ned", file)
    results = []
    for size in SIZES:
        with schema_context("gm0505"):
            _furnish(size)
        results += [_measure(f"{page} with {size} programmes", path) for page, path in PAGES.items()]
    with schema_context("gm0505"):
        whole = _program(WHOLE_PROGRAM, "Meten is weten")
        judge_indicators(by=System("bench"), on=ON)
    address = f"/dashboard/programs/{whole.pk}"
    return [*results, _measure(f"A programme's dashboard with {WHOLE_PROGRAM} indicators", address, queries=16)]


PAGES = {"Council dashboard": "/dashboard", "Front page": "/"}


def _measure(operation: str, path: str, queries: int = 12) -> Result:
    connection.set_schema_to_public()
    client = Client(headers={"host": HOST})
    with override_settings(PAGES_REMEMBERED=0):
        client.get(path)
        with CaptureQueriesContext(django_connection) as captured:
            page = client.get(path)
    with _served(path, kept=False) as made:
        anew, slow = statistics.median(made), percentile(made, 0.95)
    with _served(path, kept=True) as given:
        kept = statistics.median(given)
    weight = len(page.content) / 1000
    return Result(
        operation,
        GOAL.format(queries=queries),
        (
            Measure("queries", len(captured)),
            Measure("page", weight, "kB"),
            Measure("made anew, median", anew * 1000, "ms"),
            Measure("made anew, p95", slow * 1000, "ms"),
            Measure("kept, median", kept * 1000, "ms"),
            Measure("kept ÷ made anew", kept / anew),
        ),
        len(captured) < queries and weight < 150 and kept <= anew / 20,
    )


@contextmanager
def _served(path: str, *, kept: bool) -> Iterator[list[float]]:
    with gunicorn("tests.benchmarks.settings", PAGES_REMEMBERED="300" if kept else "0") as port:
        durations(port, path, {}, 10)  # warm
        yield durations(port, path, {}, 40)


def _furnish(size: int) -> None:
    """So many running programmes, each with a vision, indicators on published figures and commitments."""
    for number in range(Program.objects.count(), size):
        _program(INDICATORS, f"Programma {number:04}")
    judge_indicators(by=System("bench"), on=ON)
    with django_connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _program(indicators: int, title: str) -> Program:
    program = Program.objects.create(title=title, status="running", started_on=dt.date(2020, 1, 1))
    area = Area.objects.first() or Area.objects.create(
        name="Wielwijk", scale="district", valid_from=dt.date(2020, 1, 1)
    )
    ProgramArea.objects.create(program=program, area=area)
    vision = Vision.objects.create(program=program, version=1, horizon_year=2045, themes=["social"])
    Phase.objects.create(vision=vision, title="Eerst", from_year=2020, until_year=2030)
    decided = {"decision_reference": "RB-1", "decided_on": dt.date(2020, 6, 1), "adopted_on": dt.date(2020, 6, 1)}
    Vision.objects.filter(pk=vision.pk).update(status="adopted", **decided)
    _measured(program, indicators)
    _promised(program)
    return program


def _measured(program: Program, number: int) -> None:
    topics = list(Topic.objects.filter(source="rivm-50090ned", unit="%").order_by("code")[:20])
    regions = list(Region.objects.valid_on(ON).filter(code__startswith="WK0505").order_by("code"))
    made = [
        Indicator(
            program=program,
            name=topic.name_nl,
            topic=topic,
            region=regions[n % len(regions)],
            direction="up",
            unit="%",
            interval_months=48,
        )
        for n, topic in ((n, topics[n % len(topics)]) for n in range(number))
    ]
    Indicator.objects.bulk_create(made)
    Baseline.objects.bulk_create(
        Baseline(indicator=each, value=Decimal(n), date=dt.date(2012, 7, 1), source="rivm-50090ned")
        for n, each in enumerate(made, start=20)
    )
    Target.objects.bulk_create(
        Target(indicator=each, value=Decimal(n), date=dt.date(2035, 1, 1), set_on=ON) for n, each in enumerate(made, 90)
    )
    Observation.objects.bulk_create(
        Observation(indicator=each, value=Decimal(n), date=dt.date(2008 + n, 7, 1), source="Telling", recorded_at=now())
        for each in made
        for n in range(15)
    )


def _promised(program: Program) -> None:
    party = Partner.objects.first() or Partner.objects.create(name="Woonbron", kind="housing_association")
    Commitment.objects.bulk_create(
        Commitment(
            program=program,
            party=party,
            description="Woningen isoleren",
            status="running",
            offered_by_side="party",
            start_date=dt.date(2024, 1, 1),
            due_date=dt.date(2024, 8, 1) + dt.timedelta(days=10 * n),
            amount=Decimal(1000),
        )
        for n in range(COMMITMENTS)
    )
