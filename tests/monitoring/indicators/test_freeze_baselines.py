"""Adoption freezes the baselines; changing one afterwards is refused by the action and by the database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from monitoring.indicators.actions import set_baseline
from monitoring.indicators.models import Baseline
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict
from tenants.outbox.models import Event
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import some_indicator, with_path
from tests.programs.programs.things import adopt, draft_program


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def program(manager: Caller) -> Program:
    return draft_program(manager)


def test_adoption_freezes_the_baselines(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    adopt(program, manager)
    assert Baseline.objects.get(indicator=made).frozen_on == TODAY
    assert Event.objects.get(name="program.baselines_frozen").data == {"baselines": 1}


def test_a_frozen_baseline_is_not_changed_by_anybody(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    adopt(program, manager)
    with pytest.raises(Conflict) as refused:
        set_baseline(made, value=Decimal(50), date=dt.date(2020, 1, 1), source="Enquête", by=manager, on=TODAY)
    assert refused.value.code == "baseline_frozen"


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_refuses_it_too(program: Program, manager: Caller, deed: str) -> None:
    made = with_path(program, manager)
    adopt(program, manager)
    frozen = Baseline.objects.filter(indicator=made)
    with pytest.raises(IntegrityError, match="frozen baseline"), transaction.atomic():
        frozen.update(value=1) if deed == "update" else frozen.delete()


def test_adoption_is_refused_while_an_indicator_has_no_path(program: Program, manager: Caller) -> None:
    some_indicator(program, manager, name="Eenzaamheid")
    with pytest.raises(Conflict, match="Eenzaamheid"):
        adopt(program, manager)
    program.refresh_from_db()
    assert program.status == "draft"


def test_keep_needs_no_target(program: Program, manager: Caller) -> None:
    made = some_indicator(program, manager, direction="keep")
    set_baseline(made, value=Decimal(80), date=dt.date(2020, 1, 1), source="Enquête", by=manager, on=TODAY)
    assert adopt(program, manager).status == "adopted"


def test_an_indicator_added_after_adoption_has_a_frozen_baseline_at_once(program: Program, manager: Caller) -> None:
    adopt(program, manager)
    made = with_path(program, manager)
    assert Baseline.objects.get(indicator=made).frozen_on == TODAY
