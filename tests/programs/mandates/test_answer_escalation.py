"""Answering what a mandate did not allow, and what happens when nobody does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from programs.mandates.actions import RouteStep, answer_escalation, escalate_overdue, escalations, take_decision
from programs.mandates.models import Decision, Escalation, Mandate
from programs.mandates.tasks import escalate_overdue as nightly
from programs.mandates.waiting import ESCALATIONS
from programs.programs.actions import move_program
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.kit.waiting import waiting_for
from tenants.outbox.actions import Change, change
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import room_in_2024, some_mandate
from tests.programs.programs.things import draft_program
from tests.tenants.kit.test_come_second import sent_by

SignedIn = Callable[[User], Client]
NIGHT = System("escalate_overdue")


@pytest.fixture
def escalation(cast: Cast) -> Escalation:
    """Mira wants to spend too much; Evi answers within a week, and after her any administrator within two."""
    area = some_area(cast.manager)
    mandate = some_mandate(
        cast.manager, area, cast.administrator, cast.editor,
        route=[RouteStep(7, user=cast.editor), RouteStep(14, role="administrator")],
    )  # fmt: skip
    outcome = take_decision(
        mandate, kind="spend", area=area, subject="Speeltuin", amount=Decimal(90_000),
        by=cast.manager.as_caller(), on=TODAY,
    )  # fmt: skip
    assert outcome.escalation is not None
    return outcome.escalation


def test_an_approval_becomes_a_decision_that_leaves_the_managers_room(
    cast: Cast, signed_in: SignedIn, escalation: Escalation
) -> None:
    client, address = signed_in(cast.editor), f"/escalations/{escalation.pk}"
    asked = client.post(address, {"verdict": "approved", "seen": escalation.updated_at.isoformat()})
    escalation.refresh_from_db()
    assert (asked.status_code, escalation.status) == (200, "open")
    assert "Het is meteen besloten, op uw naam." in asked.content.decode()
    response = client.post(address, sent_by(asked.content.decode()))
    escalation.refresh_from_db()
    assert (response.status_code, escalation.status, escalation.answered_on) == (302, "approved", TODAY)
    decision = Decision.objects.get(escalation=escalation)
    assert (decision.amount, decision.taken_by_id) == (Decimal(90_000), cast.editor.pk)
    assert room_in_2024(Mandate.objects.get()) == Decimal(300_000)
    assert [event.name for event in Event.objects.order_by("id") if event.caller == f"user:{cast.editor.pk}"] == [
        "escalation.answered",
        "decision.taken",
    ]
    assert [change.operation for change in History.objects.of(escalation)] == ["INSERT", "UPDATE"]


@pytest.mark.parametrize(("verdict", "answer", "fine"), [
    ("rejected", "Te duur.", True),
    ("rejected", " ", False),
    ("answered", "Vraag het fonds.", True),
    ("answered", "", False),
    ("maybe", "Misschien.", False),
])  # fmt: skip
def test_anything_else_is_explained(
    cast: Cast, signed_in: SignedIn, escalation: Escalation, verdict: str, answer: str, fine: bool
) -> None:
    form = {"verdict": verdict, "answer": answer}
    response = signed_in(cast.editor).post(f"/escalations/{escalation.pk}", form)
    escalation.refresh_from_db()
    assert response.status_code == (302 if fine else 400)
    assert escalation.status == (verdict if fine else "open")
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 403), ("administrator", 403), ("reader", 403), ("council_member", 404)]
)
def test_only_whoever_was_asked_answers(
    cast: Cast, signed_in: SignedIn, escalation: Escalation, who: str, status: int
) -> None:
    client = signed_in(getattr(cast, who))
    assert client.post(f"/escalations/{escalation.pk}", {"verdict": "approved"}).status_code == status
    assert client.get(f"/escalations/{escalation.pk}").status_code == (404 if status == 404 else 200)
    escalation.refresh_from_db()
    assert escalation.is_open


def test_an_answer_is_given_once(cast: Cast, escalation: Escalation) -> None:
    by = cast.editor.as_caller()
    answer_escalation(escalation, verdict="rejected", answer="Te duur.", by=by, on=TODAY)
    with pytest.raises(Conflict):
        answer_escalation(escalation, verdict="approved", answer="", by=by, on=TODAY)


def test_what_is_answered_in_the_night_does_not_move_up(
    monkeypatch: pytest.MonkeyPatch, escalation: Escalation
) -> None:
    """The night's task has found it overdue; before it takes the lock Evi answers."""

    def answered_first(*given: Any) -> AbstractContextManager[Change]:
        Escalation.objects.filter(pk=escalation.pk).update(status="rejected", answered_on=TODAY)
        return change(*given)

    monkeypatch.setattr(escalations, "change", answered_first)
    assert escalate_overdue(by=NIGHT, on=TODAY + dt.timedelta(days=8)) == 0
    escalation.refresh_from_db()
    assert (escalation.status, escalation.step.position, escalation.overdue_since) == ("rejected", 1, None)


@pytest.mark.parametrize(("days", "moved"), [(0, 0), (7, 0), (8, 1)])
def test_only_after_its_term_it_moves_up(cast: Cast, escalation: Escalation, days: int, moved: int) -> None:
    assert escalate_overdue(by=NIGHT, on=TODAY + dt.timedelta(days=days)) == moved
    escalation.refresh_from_db()
    assert escalation.step.position == 1 + moved


def test_unanswered_it_moves_up_and_the_council_sees_it(
    cast: Cast, signed_in: SignedIn, escalation: Escalation
) -> None:
    council = signed_in(cast.council_member)
    assert "Speeltuin" not in council.get("/escalations").content.decode()
    day = TODAY + dt.timedelta(days=8)
    escalate_overdue(by=NIGHT, on=day)
    escalation.refresh_from_db()
    assert escalation.step.role == "administrator"
    assert escalation.answer_by == day + dt.timedelta(days=14)
    assert escalation.overdue_since == day
    assert sorted(event.name for event in Event.objects.filter(caller=NIGHT.label())) == [
        "escalation.moved_up",
        "escalation.overdue",
    ]
    assert "Speeltuin" in council.get("/escalations").content.decode()
    assert council.get(f"/escalations/{escalation.pk}").status_code == 200


def test_after_moving_up_only_the_new_step_answers(cast: Cast, escalation: Escalation) -> None:
    escalate_overdue(by=NIGHT, on=TODAY + dt.timedelta(days=8))
    with pytest.raises(Refused):
        answer_escalation(escalation, verdict="approved", answer="", by=cast.editor.as_caller(), on=TODAY)
    answer_escalation(escalation, verdict="approved", answer="", by=cast.administrator.as_caller(), on=TODAY)
    assert Decision.objects.exists()


def test_at_the_top_it_stays_and_is_told_once(cast: Cast, escalation: Escalation) -> None:
    for days in (8, 30, 31, 60):
        escalate_overdue(by=NIGHT, on=TODAY + dt.timedelta(days=days))
    escalation.refresh_from_db()
    assert escalation.step.position == 2
    assert escalation.is_open
    assert Event.objects.filter(name="escalation.overdue").count() == 1
    assert Event.objects.filter(name="escalation.moved_up").count() == 1


def test_what_is_answered_does_not_move(cast: Cast, escalation: Escalation) -> None:
    answer_escalation(escalation, verdict="approved", answer="", by=cast.editor.as_caller(), on=TODAY)
    assert escalate_overdue(by=NIGHT, on=TODAY + dt.timedelta(days=100)) == 0


def test_the_nightly_task_does_it_in_its_municipality(cast: Cast, escalation: Escalation, settings: object) -> None:
    settings.RADERWERK_TODAY = TODAY + dt.timedelta(days=8)  # type: ignore[attr-defined]
    assert nightly() == 1


def test_the_side_that_asks_never_answers(cast: Cast, signed_in: SignedIn, escalation: Escalation) -> None:
    """The ladder leads to administrators; the deputy is one, and the manager has become one."""
    Mandate.objects.update(deputy=cast.other_manager, deputy_from=TODAY, deputy_until=dt.date(2025, 1, 1))
    own = User.objects.filter(pk__in=[cast.manager.pk, cast.other_manager.pk])
    own.update(roles=[Role.ADMINISTRATOR, Role.AREA_MANAGER])
    escalate_overdue(by=NIGHT, on=TODAY + dt.timedelta(days=8))
    for person in own:
        address = f"/escalations/{escalation.pk}"
        assert signed_in(person).post(address, {"verdict": "approved"}).status_code == 403
        assert "Beslis: Speeltuin" not in signed_in(person).get("/").content.decode()
    assert signed_in(cast.administrator).post(address, {"verdict": "approved", "is_sure": "yes"}).status_code == 302


def test_a_step_that_only_the_asking_side_could_answer_is_passed_over(cast: Cast) -> None:
    area = some_area(cast.manager)
    User.objects.filter(pk=cast.administrator.pk).update(roles=[Role.READER])
    User.objects.filter(pk=cast.other_manager.pk).update(roles=[Role.ADMINISTRATOR])
    mandate = some_mandate(
        cast.manager, area, User.objects.get(pk=cast.other_manager.pk), cast.editor,
        route=[RouteStep(7, user=cast.editor), RouteStep(7, role="administrator"), RouteStep(7, user=cast.clerk)],
    )  # fmt: skip
    Mandate.objects.update(deputy=cast.other_manager, deputy_from=TODAY, deputy_until=dt.date(2025, 1, 1))
    result = take_decision(
        mandate, kind="spend", area=area, subject="Speeltuin", amount=Decimal(90_000),
        by=cast.manager.as_caller(), on=TODAY,
    )  # fmt: skip
    escalate_overdue(by=NIGHT, on=TODAY + dt.timedelta(days=8))
    assert result.escalation is not None
    result.escalation.refresh_from_db()
    assert result.escalation.step.user_id == cast.clerk.pk


def test_whoever_asked_takes_the_question_back(cast: Cast, signed_in: SignedIn, escalation: Escalation) -> None:
    address = f"/escalations/{escalation.pk}/withdrawal"
    assert signed_in(cast.editor).post(address, {"reason": "Zo"}).status_code == 403
    manager = signed_in(cast.manager)
    assert manager.post(address).status_code == 400
    assert manager.post(address, {"reason": "Goedkoper gevonden"}).status_code == 302
    page = signed_in(cast.editor).get(f"/escalations/{escalation.pk}").content.decode()
    assert "Mira Gebied heeft de vraag ingetrokken" in page
    assert "Goedkoper gevonden" in page
    assert signed_in(cast.editor).post(f"/escalations/{escalation.pk}", {"verdict": "approved"}).status_code == 412


def test_it_is_told_in_the_language_of_the_reader(cast: Cast, signed_in: SignedIn, escalation: Escalation) -> None:
    client, address = signed_in(cast.editor), f"/escalations/{escalation.pk}"
    dutch = client.get(address).content.decode()
    english = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "is meer dan de grens van" in dutch
    assert "is more than the ceiling of" in english
    assert "grens" not in english


def test_an_empty_list_speaks_only_of_what_the_reader_may_see(
    cast: Cast, signed_in: SignedIn, escalation: Escalation
) -> None:
    councillor = signed_in(cast.council_member).get("/escalations").content.decode()
    assert "Niets van wat u mag zien" in councillor
    assert escalation.subject not in councillor
    assert "of is op tijd beantwoord" not in councillor


def test_it_waits_for_whoever_must_answer_and_nobody_else(cast: Cast, escalation: Escalation) -> None:
    found = waiting_for(cast.editor.as_caller(), TODAY, limit=5, sources=[ESCALATIONS])
    assert [(str(item.title), item.url, item.due) for item, _late in found.first] == [
        ("Beslis: Speeltuin", f"/escalations/{escalation.pk}", TODAY + dt.timedelta(days=7))
    ]
    for person in (cast.manager, cast.administrator, cast.reader):
        assert waiting_for(person.as_caller(), TODAY, limit=5, sources=[ESCALATIONS]).count == 0


def test_an_unknown_verdict_is_refused_by_the_action(cast: Cast, escalation: Escalation) -> None:
    with pytest.raises(Invalid):
        answer_escalation(escalation, verdict="open", answer="x", by=cast.editor.as_caller(), on=TODAY)


def test_nothing_is_approved_in_a_programme_that_has_ended(cast: Cast, escalation: Escalation) -> None:
    program = draft_program(cast.manager, areas=[escalation.area])
    Escalation.objects.filter(pk=escalation.pk).update(program=program)
    move_program(program, "dropped", by=cast.manager.as_caller(), on=TODAY, reason="Toch niet.")
    with pytest.raises(Conflict) as refused:
        answer_escalation(escalation, verdict="approved", answer="", by=cast.editor.as_caller(), on=TODAY)
    assert refused.value.code == "program_ended"
    answer_escalation(escalation, verdict="rejected", answer="Het stopt.", by=cast.editor.as_caller(), on=TODAY)
    assert not Decision.objects.exists()
