"""An area gets a better name, or is taken out of use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.programs.actions import move_program
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import some_mandate
from tests.programs.programs.things import draft_program

Enter = Callable[[User], Client]


@pytest.fixture
def area(cast: Cast) -> Area:
    """In use since January."""
    made = some_area(cast.manager)
    Area.objects.filter(pk=made.pk).update(valid_from=dt.date(2024, 1, 1))
    return made


@pytest.fixture
def manager(cast: Cast, signed_in: Enter) -> Client:
    return signed_in(cast.manager)


def test_another_name_and_scale(manager: Client, area: Area) -> None:
    address = f"/areas/{area.pk}/change"
    assert address in manager.get(f"/areas/{area.pk}").content.decode()
    assert "Maak dan een nieuw gebied" in manager.get(address).content.decode()
    page = manager.post(address, {"name": "De Wiel", "scale": "neighbourhood"}, follow=True).content.decode()
    assert "<h1>De Wiel</h1>" in page
    assert Event.objects.get(name="area.changed").data["fields"] == ["name", "scale"]
    assert manager.post(address, {"name": "De Wiel", "scale": "neighbourhood"}).status_code == 302
    assert Event.objects.filter(name="area.changed").count() == 1


@pytest.mark.parametrize("faulty", [{"name": " "}, {"scale": "planet"}, {"name": "Crabbehof"}])
def test_bad_input_changes_nothing(manager: Client, area: Area, cast: Cast, faulty: dict[str, str]) -> None:
    some_area(cast.manager, "Crabbehof", "WK050508")
    answer = manager.post(f"/areas/{area.pk}/change", {"name": "Wielwijk", "scale": "district", **faulty})
    assert answer.status_code == 400
    area.refresh_from_db()
    assert area.name == "Wielwijk"


def test_whoever_made_an_area_leaves_it_to_those_who_work_there(cast: Cast, signed_in: Enter) -> None:
    made = some_area(cast.other_manager)
    maker, other = signed_in(cast.other_manager), {"name": "Anders", "scale": "district"}
    assert maker.post(f"/areas/{made.pk}/change", {**other, "name": "Eerst zo"}).status_code == 302
    draft_program(cast.manager, areas=[made])
    assert maker.post(f"/areas/{made.pk}/change", other).status_code == 403
    assert signed_in(cast.manager).post(f"/areas/{made.pk}/change", other).status_code == 302


def test_an_area_is_taken_out_of_use(manager: Client, area: Area) -> None:
    address = f"/areas/{area.pk}/retirement"
    assert manager.post(address, {"reason": ""}).status_code == 400
    page = manager.post(address, {"reason": "Samen met Crabbehof"}, follow=True).content.decode()
    assert "Het gebied is uit gebruik." in page
    assert address not in page
    area.refresh_from_db()
    assert area.valid_until == TODAY
    assert area.name not in manager.get("/areas").content.decode()
    assert History.objects.of(area).latest("at").reason == "Samen met Crabbehof"
    assert manager.post(address, {"reason": "Nog eens"}).status_code == 400


def test_an_area_in_which_a_programme_works_stays_in_use(manager: Client, area: Area, cast: Cast) -> None:
    program = draft_program(cast.manager, areas=[area])
    answer = manager.post(f"/areas/{area.pk}/retirement", {"reason": "Weg"})
    assert (answer.status_code, program.title in answer.content.decode()) == (400, True)
    move_program(program, "dropped", by=System("test"), on=TODAY, reason="Zo besloten.")
    assert manager.post(f"/areas/{area.pk}/retirement", {"reason": "Weg"}).status_code == 302


def test_an_area_of_today_is_not_taken_out_today(manager: Client, cast: Cast) -> None:
    made = some_area(cast.manager)
    answer = manager.post(f"/areas/{made.pk}/retirement", {"reason": "Vergissing"})
    assert (answer.status_code, "pas sinds vandaag" in answer.content.decode()) == (400, True)


def test_an_area_manager_changes_only_where_they_are_at_work(
    manager: Client, area: Area, cast: Cast, signed_in: Enter
) -> None:
    other, form = signed_in(cast.other_manager), {"name": "Anders", "scale": "district"}
    draft_program(cast.manager, areas=[area])
    for what in ("change", "retirement"):
        assert other.post(f"/areas/{area.pk}/{what}", {**form, "reason": "Zo"}).status_code == 403
    assert f"/areas/{area.pk}/change" not in other.get(f"/areas/{area.pk}").content.decode()
    some_mandate(cast.other_manager, area, cast.administrator, cast.administrator)
    assert other.post(f"/areas/{area.pk}/change", form).status_code == 302


def test_whoever_makes_no_areas_changes_none(area: Area, cast: Cast, signed_in: Enter, visitor: Client) -> None:
    for what in ("change", "retirement"):
        assert signed_in(cast.reader).post(f"/areas/{area.pk}/{what}").status_code == 403
        assert visitor.post(f"/areas/{area.pk}/{what}").status_code == 302
