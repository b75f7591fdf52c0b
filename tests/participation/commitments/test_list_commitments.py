"""The list of commitments in the API: filters, order, and pages that stay as they are while others add rows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.participation.commitments.things import Stage
from tests.participation.partners.things import Machine, make_key

DAYS = {"later": "2024-12-31", "sooner": "2024-10-01", "middle": "2024-11-15"}


@pytest.fixture
def three(stage: Stage) -> Stage:
    for description, day in DAYS.items():
        stage.offer(description=description, dueDate=day)
    return stage


def listed(stage: Stage, **asked: Any) -> list[str]:
    return [row["description"] for row in stage.machine.get("commitments", **asked).json()["results"]]


def test_without_a_question_in_the_order_in_which_they_were_made(three: Stage) -> None:
    assert listed(three) == list(DAYS)


def test_sorted_as_asked(three: Stage) -> None:
    assert listed(three, sort="dueDate") == ["sooner", "middle", "later"]
    assert listed(three, sort="-dueDate") == ["later", "middle", "sooner"]
    assert listed(three, sort="startDate,-dueDate") == ["later", "middle", "sooner"]


def test_another_order_is_refused_and_the_known_are_named(three: Stage) -> None:
    refused = three.machine.get("commitments", sort="dueDate,colour")
    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert (error["parameter"], error["detail"]) == ("sort", "Choose from: dueDate, startDate, updatedAt.")


def test_a_row_that_is_added_does_not_move_the_others(three: Stage) -> None:
    first = listed(three, pageSize=2)
    three.offer(description="new", dueDate="2024-09-15")
    assert first + listed(three, pageSize=2, page=2) == [*DAYS, "new"]


def test_of_one_partner(three: Stage) -> None:
    city = Machine(make_key(None))
    assert city.get("commitments", partnerId=three.woonbron.pk).json()["count"] == 3
    assert city.get("commitments", partnerId=three.police.pk).json()["count"] == 0


def test_a_partner_that_may_not_be_known_is_refused_like_one_that_is_not_there(three: Stage) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"
    theirs, nobodys = (three.machine.get("commitments", partnerId=key) for key in (three.police.pk, nobody))
    assert (theirs.status_code, nobodys.status_code) == (400, 400)
    assert theirs.json()["errors"] == nobodys.json()["errors"]
