"""Two people work on the objectives of one programme: the second sees what the first did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from programs.objectives.actions import change_objective, remove_objective, set_objective
from programs.objectives.models import Objective
from programs.programs.actions import start_program
from programs.programs.models import Program
from tenants.kit.caller import System
from tenants.kit.errors import Invalid, NotFound
from tenants.outbox.models import Event
from tenants.public.municipalities.models import Municipality
from tests.at_once import at_once
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area_anywhere
from tests.programs.programs.things import draft_program

BY = System("test")
ROUNDS = 5


def goal(program: Program, title: str, parent: Objective | None = None) -> Objective:
    return set_objective(program, title=title, theme="social", parent=parent, by=BY, on=TODAY, reason="Motie 1")


def put_under(objective: Objective, parent: Objective | None) -> Objective:
    """As a page does: with the row as it was when the form was opened."""
    return change_objective(
        objective,
        title=objective.title,
        theme="social",
        horizon="long",
        explanation="",
        parent=parent,
        by=BY,
        on=TODAY,
    )


@pytest.fixture
def program(own_municipality: Municipality, django_db_blocker: DjangoDbBlocker) -> Iterator[Program]:
    with django_db_blocker.unblock():
        area = some_area_anywhere("Proefwijk")
        yield start_program(title="Tegelijk", areas=[area], by=BY, on=TODAY)


def test_two_objectives_never_become_parts_of_each_other(own_municipality: Municipality, program: Program) -> None:
    health, walking = goal(program, "Gezond"), goal(program, "Lopen")
    for _round in range(ROUNDS):
        Objective.objects.update(parent=None)
        answers = at_once(own_municipality, lambda: put_under(health, walking), lambda: put_under(walking, health))
        assert [type(answer) for answer in answers].count(Invalid) == 1
        assert Objective.objects.filter(parent__isnull=False).count() == 1


def test_what_somebody_else_removed_is_not_changed_or_removed_again(cast: Cast) -> None:
    objective = goal(draft_program(cast.manager), "Vergissing")
    seen_by_another = Objective.objects.select_related("program").get(pk=objective.pk)
    remove_objective(objective, by=BY, on=TODAY)
    with pytest.raises(NotFound):
        put_under(seen_by_another, None)
    with pytest.raises(NotFound):
        remove_objective(seen_by_another, by=BY, on=TODAY)
    assert Event.objects.filter(name="objective.removed").count() == 1


def test_nothing_becomes_a_part_of_what_was_removed(cast: Cast) -> None:
    program = draft_program(cast.manager)
    larger, smaller = goal(program, "Vergissing"), goal(program, "Lopen")
    seen_by_another = Objective.objects.get(pk=larger.pk)
    remove_objective(larger, by=BY, on=TODAY)
    with pytest.raises(Invalid) as refused:
        put_under(smaller, seen_by_another)
    assert [error.field for error in refused.value.errors] == ["parent"]
    with pytest.raises(Invalid):
        goal(program, "Deel", seen_by_another)
