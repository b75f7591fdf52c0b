"""Every pair of states of everything that has states: what does not stand in its table cannot be done.

Whoever adds a state machine adds how it is put into a state and how a move is tried.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from participation.commitments.actions import change_status
from participation.commitments.models import Commitment
from participation.commitments.moves import MOVES as COMMITMENT
from programs.mandates.actions import answer_escalation, withdraw_escalation
from programs.mandates.models import Escalation
from programs.mandates.moves import MOVES as ESCALATION
from programs.programs.actions import adopt_vision, move_program, take_back_vision
from programs.programs.models import Program, Vision
from programs.programs.moves import MOVES as PROGRAM
from programs.programs.moves import VISION_MOVES, moves_by_hand
from tenants.jobs.actions import move_job
from tenants.jobs.models import Job
from tenants.jobs.moves import MOVES as JOB
from tenants.kit.errors import Conflict, Invalid
from tenants.kit.found import rooms
from tenants.kit.moves import Move, Moves
from tests.callers import ask
from tests.participation.partners.things import stored
from tests.sweeps.world import World
from tests.tenants.kit.test_come_second import sent_by


@dataclass(frozen=True)
class Machine:
    """A table with its rows: `put` gives one in a state, `attempt` tries to bring it into another by its action."""

    moves: Moves
    put: Callable[[World, str], Model]
    attempt: Callable[[World, Any, str], object]
    # Moves of the table that are nobody's by this action: another act brings them about.
    by_another_act: Callable[[Move], bool] = lambda move: False


def _program(world: World, status: str) -> Program:
    program = Program.objects.get(pk=world.hidden["program_id"])
    Program.objects.filter(pk=program.pk).update(status=status)
    return program


def _vision(world: World, status: str) -> Vision:
    """What lay before the council and was taken back; what it adopted stays as it is."""
    if status == "adopted":
        return world.the(Vision)
    adoption = world.values["of_route"]["programs/<uuid:program_id>/adoption"]
    vision = Vision.objects.drafts().get(program_id=adoption["program_id"])
    Vision.objects.filter(pk=vision.pk).update(proposed_on=None)
    return vision


def _decide(world: World, vision: Vision, to: str) -> object:
    if to == "adopted":
        by = world.cast.clerk.as_caller()
        return adopt_vision(vision, decision_reference="RB-1", decided_on=world.on, by=by, on=world.on)
    return take_back_vision(vision, by=world.administrator, on=world.on)


def _commitment(world: World, status: str) -> Commitment:
    commitment = world.the(Commitment)
    # Nobody here wrote or reported a part of it, so that only the table can say no.
    Commitment.objects.filter(pk=commitment.pk).update(status=status, terms_by=[], work_by=[])
    return commitment


def _escalation(world: World, status: str) -> Escalation:
    escalation = Escalation.objects.get(pk=world.values["escalation_id"])
    answered = None if status == "open" else world.on
    Escalation.objects.filter(pk=escalation.pk).update(status=status, answered_on=answered)
    return escalation


def _answer(world: World, escalation: Escalation, to: str) -> object:
    if to == "withdrawn":
        return withdraw_escalation(escalation, by=world.manager, on=world.on, reason="Zo.")
    return answer_escalation(escalation, verdict=to, answer="Zo.", by=world.administrator, on=world.on)


def _move(world: World, commitment: Commitment, to: str) -> object:
    """As whoever's move it is; what is in no table is tried by both sides."""
    move = COMMITMENT.find(Commitment.objects.get(pk=commitment.pk).status, to)
    sides = move.by.sides(commitment.offered_by_side) if move else {"municipality"}
    by = stored(world.keys["partner_key"]).as_caller() if "municipality" not in sides else world.manager
    return change_status(commitment, to, by=by, on=world.on, reason="Zo.")


def _job(world: World, status: str) -> Job:
    return Job.objects.create(kind="none", status=status, started_by="system:test")


def _bring(world: World, job: Job, to: str) -> None:
    if not move_job(job.pk, to):
        raise Conflict("Its action says so; nobody is told.")


MACHINES = {
    "programs.programs": Machine(
        PROGRAM,
        _program,
        lambda world, row, to: move_program(row, to, by=world.administrator, on=world.on, reason="Zo."),
        lambda move: move not in moves_by_hand(move.origin),
    ),
    "programs.programs visions": Machine(VISION_MOVES, _vision, _decide),
    "programs.mandates": Machine(ESCALATION, _escalation, _answer),
    "participation.commitments": Machine(COMMITMENT, _commitment, _move),
    "tenants.jobs": Machine(JOB, _job, _bring),
}
TABLES = [table for room in rooms("moves") for table in vars(room).values() if isinstance(table, Moves)]


def test_no_table_is_forgotten() -> None:
    known = [machine.moves for machine in MACHINES.values()]
    assert [table.states.__name__ for table in TABLES if table not in known] == []


def test_whatever_has_a_status_has_a_table() -> None:
    """As migrations and forms see it: a column of states whose moves stand nowhere."""
    having = {
        model._meta.label: list(field.choices or ())
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name == "status" and field.choices and model.__module__.partition(".")[0] in settings.HOUSES
    }
    tables = [table.states.choices for table in TABLES]
    assert {label for label, states in having.items() if states not in tables} == set()
    assert len(having) == len(MACHINES)


@pytest.mark.parametrize(
    ("name", "needs_reason", "is_grave"),
    [
        (
            "programs.programs",
            "draft-dropped proposed-dropped adopted-closed running-closed",
            "draft-dropped proposed-dropped adopted-closed running-closed",
        ),
        ("programs.mandates", "open-rejected open-answered open-withdrawn", "open-approved open-withdrawn"),
        (
            "participation.commitments",
            "offered-declined offered-withdrawn accepted-broken running-broken reported_delivered-disputed"
            " disputed-running disputed-resolved disputed-broken broken-disputed",
            "offered-declined offered-withdrawn accepted-broken running-broken disputed-broken",
        ),
    ],
)
def test_these_moves_owe_a_reason_and_these_ask_first(name: str, needs_reason: str, is_grave: str) -> None:
    """Said once more than in the table: whoever drops a question that protects somebody does it on purpose."""
    table = MACHINES[name].moves
    assert [f"{move.origin}-{move.to}" for move in table if move.needs_reason] == needs_reason.split()
    assert [f"{move.origin}-{move.to}" for move in table if move.is_grave] == is_grave.split()


@pytest.mark.parametrize("name", MACHINES)
def test_what_is_not_in_the_table_is_a_conflict(world: World, name: str) -> None:
    machine = MACHINES[name]
    wrong = []
    for origin, to in itertools.product(machine.moves.states.values, repeat=2):
        row = machine.put(world, origin)
        move = machine.moves.find(origin, to)
        is_possible = move is not None and not machine.by_another_act(move)
        try:
            machine.attempt(world, row, to)
            done = True
        except Conflict:  # (409)
            done = False
        except Invalid:  # a word that no answer is, said before the state is looked at
            done = False
        row.refresh_from_db()
        if done != is_possible or getattr(row, "status") != (to if is_possible else origin):  # noqa: B009
            wrong.append(f"{origin} → {to}: {'done' if done else 'refused'}")
    assert wrong == []


def _page_of_program(_world: World, row: Model, move: Move) -> Way:
    return "administrator", f"/programs/{row.pk}", rf"/programs/{row.pk}/status\?to={move.to}&[^\"]*"


def _page_of_escalation(_world: World, row: Model, move: Move) -> Way:
    who = "manager" if move.to == "withdrawn" else "administrator"
    return who, f"/escalations/{row.pk}", rf"/escalations/{row.pk}/{'withdrawal' if who == 'manager' else move.to}"


def _page_of_commitment(_world: World, row: Model, move: Move) -> Way:
    if move.to == "withdrawn":
        Commitment.objects.filter(pk=row.pk).update(offered_by_side="municipality")
    return "manager", f"/commitments/{row.pk}", rf"/commitments/{row.pk}/status\?to={move.to}"


# Who makes a move on which page, and the address of its link there, if it is one.
Way = tuple[str, str, str]
PAGES = {
    "programs.programs": _page_of_program,
    "programs.mandates": _page_of_escalation,
    "participation.commitments": _page_of_commitment,
}
GRAVE = [(name, move) for name, machine in MACHINES.items() for move in machine.moves if move.is_grave]


@pytest.mark.parametrize(("name", "move"), GRAVE, ids=[f"{name} {move.origin}-{move.to}" for name, move in GRAVE])
def test_what_is_grave_is_asked_about_before_it_is_done(world: World, name: str, move: Move) -> None:
    """Whatever stands on its page for it, a link or a button: the next page says what comes of it, and asks."""
    row = MACHINES[name].put(world, move.origin)
    who, path, address = PAGES[name](world, row, move)
    asked = press(world.client(who), path, move.to, address)
    with override("nl"):
        assert str(move.consequence)
        assert f'<p class="lead">{escape(move.consequence)}</p>' in asked.content.decode()
    row.refresh_from_db()
    assert (asked.status_code, getattr(row, "status")) == (200, move.origin)  # noqa: B009


def press(client: Client, path: str, to: str, address: str) -> Any:
    """Follow the link to this address on a page, or else send the form that has a button or a choice for the move."""
    page = ask(client, "GET", path).content.decode()
    if link := re.search(rf'href="({address})"', page):
        return ask(client, "GET", unescape(link[1]))
    form = next(form for form in re.findall(r'<form method="post".*?</form>', page, re.DOTALL) if f'"{to}"' in form)
    choice, action = re.search(rf'name="(\w+)"[^>]*value="{to}"', form), re.search(r'action="([^"]+)"', form)
    assert choice
    return client.post(action[1] if action else path, {**sent_by(form), choice[1]: to})
