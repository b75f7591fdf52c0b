"""What is measured is put right, left out of the outcome, or taken out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from monitoring.indicators.actions import change_indicator, record_observation
from monitoring.indicators.models import Baseline, Indicator, Target
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.kit.errors import Invalid
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.programs.areas.things import some_area
from tests.programs.objectives.things import some_objective
from tests.programs.programs.things import adopt, draft_program

Enter = Callable[[User], Client]


@pytest.fixture
def program(cast: Cast) -> Program:
    return draft_program(cast.manager.as_caller())


@pytest.fixture
def indicator(program: Program, cast: Cast) -> Indicator:
    return with_path(program, cast.manager.as_caller())


@pytest.fixture
def manager(cast: Cast, signed_in: Enter) -> Client:
    return signed_in(cast.manager)


def address(indicator: Indicator, what: str = "change") -> str:
    return f"/indicators/{indicator.pk}/{what}"


def filled(indicator: Indicator, **changed: Any) -> dict[str, Any]:
    form = {"name": indicator.name, "unit": indicator.unit, "interval_months": 12, "objective": "", "is_key": "on"}
    return form | changed


def test_a_name_is_put_right(manager: Client, indicator: Indicator) -> None:
    assert address(indicator) in manager.get(f"/indicators/{indicator.pk}").content.decode()
    page = manager.post(address(indicator), filled(indicator, name="Moeite om rond te komen"), follow=True)
    assert "Moeite om rond te komen" in page.content.decode()
    assert Event.objects.get(name="indicator.changed").data["fields"] == ["name"]
    manager.post(address(indicator), filled(indicator, name="Moeite om rond te komen"))
    assert Event.objects.filter(name="indicator.changed").count() == 1


def test_it_does_not_go_below_an_objective_of_another_programme(indicator: Indicator, cast: Cast) -> None:
    manager = cast.manager.as_caller()
    other = draft_program(manager, "Ander programma", areas=[some_area(manager, "Crabbehof")])
    wanted = {"name": indicator.name, "objective": some_objective(other, manager), "is_key": True}
    with pytest.raises(Invalid) as refused:
        change_indicator(indicator, by=manager, on=TODAY, **wanted)  # type: ignore[arg-type]
    assert [error.field for error in refused.value.errors] == ["objective"]


def test_it_can_be_left_out_of_the_outcome(
    manager: Client, visitor: Client, indicator: Indicator, program: Program, cast: Cast
) -> None:
    adopt(program, cast.manager.as_caller())
    assert "1 indicator<" in visitor.get("/dashboard").content.decode()
    without = {name: value for name, value in filled(indicator).items() if name != "is_key"}
    refused = manager.post(address(indicator), without)
    assert (refused.status_code, "Zeg waarom het verandert." in refused.content.decode()) == (400, True)
    assert manager.post(address(indicator), without | {"reason": "Dubbel gemeten"}).status_code == 302
    assert History.objects.of(indicator).latest("at").reason == "Dubbel gemeten"
    assert "1 indicator<" not in visitor.get("/dashboard").content.decode()
    assert indicator.name in visitor.get(f"/dashboard/programs/{program.pk}").content.decode()


@pytest.mark.parametrize("faulty", [{"name": " "}, {"interval_months": 0}, {"objective": "x"}])
def test_bad_input_changes_nothing(manager: Client, indicator: Indicator, faulty: dict[str, Any]) -> None:
    assert manager.post(address(indicator), filled(indicator, **faulty)).status_code == 400
    assert not Event.objects.filter(name="indicator.changed").exists()


def test_a_mistake_is_taken_out_with_its_path(manager: Client, indicator: Indicator) -> None:
    page = manager.post(address(indicator, "removal"), follow=True).content.decode()
    assert "De indicator is verwijderd." in page
    assert not Indicator.objects.exists()
    assert not Baseline.objects.exists()
    assert not Target.objects.exists()
    assert History.objects.filter(row_id=indicator.pk, operation="DELETE").exists()
    assert manager.post(address(indicator, "removal")).status_code == 404


def test_what_was_recorded_stays(manager: Client, indicator: Indicator, cast: Cast) -> None:
    record_observation(
        indicator, value=Decimal(38), date=dt.date(2024, 1, 1), source="Telling", by=cast.manager.as_caller(), on=TODAY
    )
    assert manager.post(address(indicator, "removal")).status_code == 400
    assert Indicator.objects.exists()


def test_what_the_council_decided_on_stays(manager: Client, indicator: Indicator, program: Program, cast: Cast) -> None:
    adopt(program, cast.manager.as_caller())
    assert address(indicator, "removal") not in manager.get(f"/indicators/{indicator.pk}").content.decode()
    assert manager.post(address(indicator, "removal")).status_code == 400


def test_others_change_nothing(indicator: Indicator, cast: Cast, signed_in: Enter) -> None:
    for what in ("change", "removal"):
        assert signed_in(cast.other_manager).post(address(indicator, what)).status_code == 403
        assert signed_in(cast.council_member).post(address(indicator, what)).status_code == 404
