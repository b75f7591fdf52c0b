"""Dashboards are kept, and whatever changes what they show throws them away."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from monitoring.indicators.actions import change_indicator, judge_indicators, record_observation, revise_target
from monitoring.indicators.models import Indicator
from programs.areas.actions import change_area
from programs.objectives.actions import set_objective
from programs.programs.actions import change_program, move_program
from programs.programs.models import Program
from tenants.kit.caller import Caller, System
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.programs.programs.things import adopt, draft_program


def _area(program: Program, by: Caller) -> None:
    area = program.areas.get()
    change_area(area, name="Wielwijk-Zuid", scale=area.scale, by=by, on=TODAY)


def _objective(program: Program, by: Caller) -> None:
    objective = set_objective(program, title="Iedereen komt rond", theme="social", by=by, on=TODAY, reason="Motie 12")
    indicator = Indicator.objects.filter(program=program).latest("created_at")
    change_indicator(
        indicator, name=indicator.name, objective=objective, is_key=True, reason="Motie 12", by=by, on=TODAY
    )


def _another(program: Program, by: Caller) -> None:
    other = draft_program(by, "Crabbehof in beweging")
    with_path(other, by, name="Fietsen")
    adopt(other, by)


DEEDS: dict[str, Callable[[Program, Caller], Any]] = {
    "a value is recorded": lambda program, by: record_observation(
        program.indicators.latest("created_at"), value=Decimal(30), date=dt.date(2024, 8, 1), source="Telling", by=by,
        on=TODAY,
    ),
    "a target is revised": lambda program, by: revise_target(
        program.indicators.latest("created_at").targets.get(), value=Decimal(5), reason="Motie 12", by=by, on=TODAY
    ),
    "an indicator gets another name": lambda program, by: change_indicator(
        program.indicators.latest("created_at"), name="Alleen zijn", objective=None, is_key=True, reason="Motie 12",
        by=by, on=TODAY,
    ),
    "a programme is adopted": _another,
    "a programme gets another title": lambda program, by: change_program(
        program, title="Wielwijk vooruit", areas=list(program.areas.all()), kind=program.kind, manager=program.manager,
        lead_organisation="", summary="", reason="Motie 12", by=by, on=TODAY,
    ),
    "a programme ends": lambda program, by: move_program(program, "closed", by=by, on=TODAY, reason="Klaar."),
    "an area gets another name": _area,
    "an indicator serves another objective": _objective,
    "a night passes": lambda program, by: judge_indicators(by=System("judgement"), on=TODAY + dt.timedelta(days=1)),
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_no_dashboard_is_older_than_the_last_change(
    visitor: Client, program: Program, manager: Caller, settings: Any, deed: Callable[[Program, Caller], Any]
) -> None:
    settings.PAGES_REMEMBERED = 300
    cache.clear()
    addresses = ["/", "/dashboard", f"/dashboard/programs/{program.pk}"]
    addresses.append(f"/indicators/{program.indicators.latest('created_at').pk}")
    before = [_words(visitor, address) for address in addresses]
    deed(program, manager)
    kept = [_words(visitor, address) for address in addresses]
    settings.PAGES_REMEMBERED = 0
    assert kept == [_words(visitor, address) for address in addresses]
    assert kept != before


def _words(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return re.sub(r'_?token" value="[^"]+"', "", page)
