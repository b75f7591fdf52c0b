"""A programme in Dordrecht with an objective and an indicator, as the manager sets it up."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from monitoring.indicators.actions import add_indicator, set_baseline, set_target
from monitoring.indicators.models import Indicator
from programs.areas.actions import make_area
from programs.objectives.actions import set_objective
from programs.objectives.models import Objective
from programs.programs.actions import add_source, adopt_vision, start_program, write_vision
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.public.geography.models import Region
from tests.conftest import TODAY


def program(by: Caller, title: str = "Wielwijk op eigen kracht", area: str = "Wielwijk") -> Program:
    region = Region.objects.filter(code__startswith="WK0505").valid_on(TODAY).order_by("code")[0]
    return start_program(title=title, areas=[make_area(area, [region], by=by, on=TODAY)], by=by, on=TODAY)


def objective(of: Program, by: Caller, title: str = "Minder mensen komen moeilijk rond") -> Objective:
    return set_objective(of, title=title, theme="social", horizon="long", by=by)


def indicator(of: Program, by: Caller, **changes: Any) -> Indicator:
    given: dict[str, Any] = {"name": "Moeite met rondkomen", "direction": "down", "unit": "%"} | changes
    return add_indicator(of, by=by, on=TODAY, **given)


def with_path(of: Program, by: Caller, *, baseline: float = 40, target: float = 20, **changes: Any) -> Indicator:
    """From a baseline of 1 January 2020 to a target of 1 January 2030."""
    made = indicator(of, by, **changes)
    set_baseline(
        made, value=Decimal(str(baseline)), date=dt.date(2020, 1, 1), source="Omnibusenquête 2020", by=by, on=TODAY
    )
    set_target(made, value=Decimal(str(target)), date=dt.date(2030, 1, 1), by=by, on=TODAY)
    return made


def adopt(of: Program, by: Caller) -> Program:
    """Write a vision with its three kinds of sources and have it adopted."""
    vision = write_vision(of, horizon_year=2044, themes=["social"], story="Samen vooruit.", by=by, on=TODAY)
    for kind in ("statistics", "professionals", "residents"):
        add_source(vision, kind=kind, description=f"Wat {kind} zeggen", date=TODAY, by=by, on=TODAY)
    if not of.objectives.exists():
        objective(of, by)
    adopt_vision(vision, reference="RB-2024-031", decided_on=TODAY, by=by, on=TODAY)
    of.refresh_from_db()
    return of
