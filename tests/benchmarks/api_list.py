"""A list of fifty commitments through the API, with tenancy and as plain Django would serve it."""

from __future__ import annotations

import datetime as dt
import statistics
from decimal import Decimal
from typing import Any

from django_tenants.utils import schema_context

from participation.commitments.actions import offer_commitment
from tenants.kit.caller import Caller
from tests.benchmarks.report import Measure, Result, percentile
from tests.benchmarks.web import crowd, durations, gunicorn
from tests.cast import present
from tests.participation.commitments.things import set_up

PATH = "/api/v1/commitments?pageSize=50"


def run(options: Any) -> list[Result]:
    headers = {"Authorization": f"Api-Key {_fifty_commitments()}", "Accept": "application/json"}
    with (
        gunicorn("tests.benchmarks.settings") as with_tenancy,
        gunicorn("tests.benchmarks.settings_without_tenancy") as plain,
    ):
        for port in (with_tenancy, plain):
            durations(port, PATH, headers, 30)  # warm
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(10):  # in turn, so that a machine that slows down slows both
            ours += durations(with_tenancy, PATH, headers, 20)
            theirs += durations(plain, PATH, headers, 20)
        busy = crowd(with_tenancy, PATH, headers, connections=32, requests=10)
    ratio = statistics.median(ours) / statistics.median(theirs)
    spread = percentile(busy, 0.95) / statistics.median(busy)
    return [
        Result(
            "List of 50 commitments through the API",
            "at most 1.15 × plain Django; p95 at 32 connections at most 4 × the median",
            (
                Measure("median with tenancy", statistics.median(ours) * 1000, "ms"),
                Measure("median without", statistics.median(theirs) * 1000, "ms"),
                Measure("ratio", ratio),
                Measure("p95 ÷ median at 32 connections", spread),
            ),
            ratio <= 1.15 and spread <= 4,
        )
    ]


def _fifty_commitments() -> str:
    """Offers them through the API's own action; gives the partner's key."""
    with schema_context("gm0505"):
        stage = set_up(present().manager)
        partner = stage.woonbron
        by = Caller("api_key", id="bench", organisation_id=partner.pk, scopes=frozenset({"commitments:write"}))
        for number in range(50):
            offer_commitment(
                stage.program,
                party=partner,
                by=by,
                on=dt.date(2024, 9, 1),
                description=f"{number + 1} homes insulated",
                quantity=Decimal(number + 1),
                unit="homes",
                start_date=dt.date(2024, 1, 1),
                due_date=dt.date(2024, 12, 31),
            )
        return stage.credential
