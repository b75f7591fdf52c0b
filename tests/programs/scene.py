"""What the tests of programmes start from: Wielwijk, a programme for it, a vision ready for the council, a mandate."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from programs.areas.actions import make_area
from programs.areas.models import Area
from programs.mandates.actions import RouteStep, grant_mandate
from programs.mandates.models import Mandate
from programs.objectives.actions import set_objective
from programs.programs.actions import add_source, adopt_vision, start_program, write_vision
from programs.programs.models import Program, Vision
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.outbox.actions import change
from tenants.public.geography.models import Region
from tests.conftest import TODAY

ALL_SOURCES = ("statistics", "professionals", "residents")


def region(code: str = "WK050507") -> Region:
    return Region.objects.valid_on(TODAY).get(code=code)


def some_area(by: User, name: str = "Wielwijk", code: str = "WK050507") -> Area:
    return make_area(name, [region(code)], by=by.as_caller(), on=TODAY)


def some_area_anywhere(name: str) -> Area:
    """An area in a municipality that was made for a test and has no official regions."""
    with change(System("test")):
        return Area.objects.create(name=name, valid_from=TODAY)


def draft_program(by: User, title: str = "Wielwijk op eigen kracht", **fields: Any) -> Program:
    areas = fields.pop("areas", None) or [Area.objects.filter(name="Wielwijk").first() or some_area(by)]
    return start_program(title=title, areas=areas, by=by.as_caller(), on=TODAY, **fields)


def draft_vision(program: Program, by: User, sources: tuple[str, ...] = ALL_SOURCES, objective: bool = True) -> Vision:
    caller = by.as_caller()
    vision = write_vision(
        program, horizon_year=2044, themes=["social"], story="Hier wil men wonen.", by=caller, on=TODAY
    )
    for kind in sources:
        add_source(vision, kind=kind, description="Wat het liet zien.", date=dt.date(2024, 3, 14), by=caller, on=TODAY)
    if objective and not program.objectives.exists():
        set_objective(program, title="Bewoners voelen zich gezonder", theme="social", by=caller)
    return vision


def adopted_program(by: User, title: str = "Wielwijk op eigen kracht", **fields: Any) -> Program:
    program = draft_program(by, title, **fields)
    vision = draft_vision(program, by)
    adopt_vision(vision, reference="RB-2024-031", decided_on=dt.date(2024, 6, 25), by=by.as_caller(), on=TODAY)
    program.refresh_from_db()
    return program


def some_mandate(manager: User, area: Area, by: User, answered_by: User, **fields: Any) -> Mandate:
    """Up to € 50,000 per decision and € 300,000 per year, from 2024 to 2026; Anna answers within a week."""
    terms: dict[str, Any] = {
        "kinds": ["spend", "commission"],
        "ceiling_per_decision": Decimal(50_000),
        "ceiling_per_year": Decimal(300_000),
        "valid_from": dt.date(2024, 1, 1),
        "valid_until": dt.date(2027, 1, 1),
        "route": [RouteStep(7, user=answered_by)],
    }
    return grant_mandate(manager=manager, areas=[area], by=by.as_caller(), **{**terms, **fields})
