"""The council's dashboard with twenty-five indicators on published figures."""

from __future__ import annotations

import datetime as dt
import statistics
from typing import Any

from django.db import connection as django_connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context

from monitoring.indicators.actions import add_indicator, judge_indicators, set_official_baseline, set_target
from monitoring.public.statistics.actions import import_file, prepare_import
from monitoring.public.statistics.figures import figures
from monitoring.public.statistics.models import Topic
from monitoring.public.statistics.shipped import shipped_files
from programs.programs.models import Program
from tenants.kit.caller import Caller, System
from tenants.kit.database import connection
from tenants.kit.errors import Problem
from tenants.public.geography.models import Region
from tests.benchmarks.report import Measure, Result, percentile
from tests.benchmarks.web import HOST, durations, gunicorn
from tests.cast import present
from tests.programs.areas.things import some_area
from tests.programs.programs.things import adopt, draft_program

INDICATORS = 25
ON = dt.date(2024, 9, 1)


def run(options: Any) -> list[Result]:
    _furnish()
    connection.set_schema_to_public()
    client = Client(headers={"host": HOST})
    client.get("/dashboard")
    with CaptureQueriesContext(django_connection) as captured:
        page = client.get("/dashboard")
    with gunicorn("tests.benchmarks.settings") as port:
        durations(port, "/dashboard", {}, 10)  # warm
        taken = durations(port, "/dashboard", {}, 40)
    weight = len(page.content) / 1000
    return [
        Result(
            f"Council dashboard with {INDICATORS} indicators",
            "under 12 queries; under 150 kB before the rich chart",
            (
                Measure("queries", len(captured)),
                Measure("page", weight, "kB"),
                Measure("median", statistics.median(taken) * 1000, "ms"),
                Measure("p95", percentile(taken, 0.95) * 1000, "ms"),
            ),
            len(captured) < 12 and weight < 150,
        )
    ]


def _furnish() -> None:
    """A running programme that measures the first topics of which Wielwijk has a figure of 2012 and one of 2020."""
    prepare_import()
    for file in shipped_files("rivm-50090ned"):
        import_file("rivm-50090ned", file)
    with schema_context("gm0505"):
        manager = present().manager.as_caller()
        program = draft_program(manager, "Meten is weten", areas=[some_area(manager, "Wielwijk gemeten")])
        for topic in _topics():
            if program.indicators.count() == INDICATORS:
                break
            _measure(program, topic, manager)
        adopt(program, manager)
        judge_indicators(by=System("bench"), on=ON)


def _topics() -> list[Topic]:
    return list(Topic.objects.filter(source="rivm-50090ned").order_by("code"))


def _measure(program: Program, topic: Topic, manager: Caller) -> None:
    region = Region.objects.valid_on(ON).get(code="WK050507")
    known = {figure.period for figure in figures([topic], [region]) if figure.value is not None and figure.is_total}
    if not {2012, 2020} <= known:
        return
    indicator = add_indicator(program, topic=topic, region=region, direction="up", by=manager, on=ON)
    baseline = set_official_baseline(indicator, period=2012, by=manager, on=ON)
    try:
        set_target(indicator, value=baseline.value + 5, date=dt.date(2035, 1, 1), by=manager, on=ON)
    except Problem as problem:
        raise RuntimeError(f"{topic}: {problem}") from problem
