"""Somebody takes an area out of use while somebody else lets a programme work in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from pytest_django.plugin import DjangoDbBlocker

from programs.areas.actions import retire_area
from programs.areas.models import Area
from programs.programs.actions import change_program, start_program
from programs.programs.models import Program
from tenants.kit.caller import System
from tenants.kit.errors import Problem
from tenants.outbox.actions import change
from tenants.public.municipalities.models import Municipality
from tests.at_once import at_once
from tests.conftest import TODAY

BY = System("test")
ROUNDS = 5


def area_since_january(name: str) -> Area:
    with change(BY):
        return Area.objects.create(name=name, valid_from=dt.date(2024, 1, 1))


def start(area: Area, _home: Area) -> Program:
    return start_program(title="Nieuw", areas=[area], by=BY, on=TODAY)


def move_into(area: Area, home: Area) -> Program:
    program = home.programs.get()
    return change_program(
        program, title=program.title, areas=[home, area], kind=program.kind, manager=None,
        lead_organisation="", summary="", by=BY, on=TODAY,
    )  # fmt: skip


@pytest.mark.parametrize("work_in", [start, move_into])
def test_no_programme_works_in_an_area_that_goes_out_of_use(
    own_municipality: Municipality, django_db_blocker: DjangoDbBlocker, work_in: Callable[[Area, Area], Program]
) -> None:
    with django_db_blocker.unblock():
        home = area_since_january("Thuis")
        start_program(title="Loopt al", areas=[home], by=BY, on=TODAY)
        for number in range(ROUNDS):
            area = area_since_january(f"Proefwijk {number}")
            answers = at_once(
                own_municipality,
                lambda area=area: work_in(area, home),  # type: ignore[misc]
                lambda area=area: retire_area(area, by=BY, on=TODAY, reason="Samengevoegd"),  # type: ignore[misc]
            )
            assert [isinstance(answer, Problem) for answer in answers].count(True) == 1, answers
