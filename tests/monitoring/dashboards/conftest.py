"""An adopted programme with indicators of several outcomes, and one that is still a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from monitoring.indicators.actions import record_observation
from monitoring.indicators.models import Indicator
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.programs.areas.things import some_area
from tests.programs.programs.things import adopt, draft_program


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def measure(manager: Caller) -> Callable[..., Indicator]:
    """`measure(program, "Eenzaamheid", 44)`: from 40 to 20 in ten years, with this value in 2024."""

    def made(of: Program, name: str, value: float | None) -> Indicator:
        indicator = with_path(of, manager, name=name)
        if value is not None:
            record_observation(
                indicator, value=Decimal(str(value)), date=dt.date(2024, 1, 1), source="Omnibusenquête 2024",
                by=manager, on=TODAY,
            )  # fmt: skip
        return indicator

    return made


@pytest.fixture
def program(manager: Caller, measure: Callable[..., Indicator]) -> Program:
    """One indicator on track, one worsening."""
    made = draft_program(manager)
    measure(made, "Moeite met rondkomen", 32)
    measure(made, "Eenzaamheid", 44)
    return adopt(made, manager)


@pytest.fixture
def draft(manager: Caller, measure: Callable[..., Indicator]) -> Program:
    made = draft_program(manager, "Crabbehof in beweging", areas=[some_area(manager, "Crabbehof")])
    measure(made, "Geheim plan", 32)
    return made
