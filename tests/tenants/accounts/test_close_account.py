"""Whose account closes, leaves nothing behind without anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.mandates.actions import RouteStep, answer_escalation, take_decision
from programs.mandates.models import Escalation, EscalationStep, Mandate
from programs.programs.models import Program
from tenants.accounts.actions import create_user, deactivate_user, invite_user, reactivate_user
from tenants.accounts.duties import duties_of
from tenants.accounts.models import Invitation, User
from tenants.kit.caller import System
from tenants.kit.errors import Conflict, Invalid
from tenants.outbox.models import Event, History
from tests.cast import PASSWORD, Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import some_mandate
from tests.programs.programs.things import draft_program

Enter = Callable[[User], Client]
MADE: dict[str, Any] = {"password": PASSWORD, "by": System("test"), "on": TODAY}


def close(user: User, cast: Cast, **successors: User) -> User:
    by = cast.administrator.as_caller()
    return deactivate_user(user, by=by, on=TODAY, reason="uit dienst", successors=successors)


@pytest.fixture
def area(cast: Cast) -> Area:
    return some_area(cast.manager)


@pytest.fixture
def program(cast: Cast, area: Area) -> Program:
    return draft_program(cast.manager)


@pytest.fixture
def mandate(cast: Cast, area: Area) -> Mandate:
    """Mira's. What goes beyond it goes to Evi, and to nobody else."""
    return some_mandate(cast.manager, area, cast.administrator, cast.editor)


def too_much(mandate: Mandate, area: Area, by: User) -> Escalation:
    asked: dict[str, Any] = {"kind": "spend", "area": area, "by": by.as_caller(), "on": TODAY}
    result = take_decision(mandate, subject="Speelplein", amount=Decimal(60_000), **asked)
    assert result.escalation
    return result.escalation


def test_the_page_says_beforehand_what_the_person_holds(
    program: Program, mandate: Mandate, cast: Cast, signed_in: Enter
) -> None:
    page = signed_in(cast.administrator).get(f"/users/{cast.manager.pk}/deactivate").content.decode()
    assert "Beheert het programma ‘Wielwijk op eigen kracht’" in page
    assert "Heeft een mandaat tot en met 31 december 2026" in page
    assert f'<option value="{cast.other_manager.pk}">Noor Gebied</option>' in page
    assert "Evi" not in page.partition("<main")[2]


def test_a_person_without_duties_just_goes(cast: Cast, signed_in: Enter) -> None:
    browser, address = signed_in(cast.administrator), f"/users/{cast.reader.pk}/deactivate"
    assert "heeft niets dat iemand anders moet overnemen" in browser.get(address).content.decode()
    assert browser.post(address, {"reason": ""}).status_code == 400
    assert browser.post(address, {"reason": "uit dienst"}).status_code == 302
    assert browser.post(address, {"reason": "uit dienst"}).status_code == 400


def test_a_programme_goes_to_whom_is_named_on_the_page(program: Program, cast: Cast, signed_in: Enter) -> None:
    form = {"reason": "uit dienst", f"program-{program.pk}": str(cast.other_manager.pk)}
    assert signed_in(cast.administrator).post(f"/users/{cast.manager.pk}/deactivate", form).status_code == 302
    program.refresh_from_db()
    assert program.manager == cast.other_manager
    last = History.objects.of(program).last()
    assert last is not None
    assert (last.reason, last.caller) == ("uit dienst", f"user:{cast.administrator.pk}")
    handed = Event.objects.get(name="program.handed_over")
    assert handed.data == {"fromManager": str(cast.manager.pk), "toManager": str(cast.other_manager.pk)}


def test_without_a_name_a_programme_has_no_manager(program: Program, cast: Cast) -> None:
    close(cast.manager, cast)
    program.refresh_from_db()
    assert program.manager is None


def test_only_who_can_take_it_over_takes_it_over_and_otherwise_nothing_happens(program: Program, cast: Cast) -> None:
    with pytest.raises(Invalid):
        close(cast.manager, cast, **{f"program-{program.pk}": cast.reader})
    cast.manager.refresh_from_db()
    assert cast.manager.is_active


def test_a_mandate_ends(mandate: Mandate, cast: Cast) -> None:
    close(cast.manager, cast)
    mandate.refresh_from_db()
    assert mandate.valid_until == TODAY
    assert Event.objects.filter(name="mandate.withdrawn", subject_id=str(mandate.pk)).count() == 1


@pytest.mark.parametrize("since", [TODAY, TODAY - dt.timedelta(days=9), TODAY + dt.timedelta(days=9)])
def test_a_deputy_is_none_any_more(since: dt.date, cast: Cast, area: Area) -> None:
    term: dict[str, Any] = {"deputy": cast.other_manager, "deputy_from": since, "deputy_until": dt.date(2025, 1, 1)}
    mandate = some_mandate(cast.manager, area, cast.administrator, cast.editor, **term)
    close(cast.other_manager, cast)
    mandate.refresh_from_db()
    assert not Mandate.objects.in_force_for(cast.other_manager.as_caller(), TODAY).exists()
    assert mandate.deputy_until in (None, TODAY)
    assert mandate.is_valid_on(TODAY)


@pytest.mark.parametrize("named", [True, False])
def test_somebody_active_answers_when_the_only_one_asked_has_left(
    named: bool, mandate: Mandate, area: Area, cast: Cast
) -> None:
    escalation = too_much(mandate, area, cast.manager)
    step = mandate.steps.get()
    assert "1 wacht" in str([duty.title for duty in duties_of(cast.editor, TODAY)])
    close(cast.editor, cast, **({f"step-{step.pk}": cast.clerk} if named else {}))
    answerer = cast.clerk if named else cast.administrator
    assert Escalation.objects.waiting_for(answerer.as_caller(), TODAY).get() == escalation
    answer_escalation(escalation, verdict="approved", answer="", by=answerer.as_caller(), on=TODAY)
    assert Event.objects.filter(name="mandate.route_changed").count() == 1


def test_the_manager_of_a_mandate_does_not_become_who_answers_for_it(mandate: Mandate, cast: Cast) -> None:
    duty = next(duty for duty in duties_of(cast.editor, TODAY) if duty.key.startswith("step-"))
    assert cast.clerk in duty.takers
    assert not {cast.manager, cast.editor} & set(duty.takers)


@pytest.mark.parametrize("another", [True, False])
def test_a_role_that_nobody_else_holds_goes_to_the_administrators(another: bool, cast: Cast, area: Area) -> None:
    route = [RouteStep(7, role="council_clerk"), RouteStep(7, user=cast.administrator)]
    some_mandate(cast.manager, area, cast.administrator, cast.editor, route=route)
    if another:
        create_user(email="gert@example.nl", name="Gert", roles=["council_clerk"], **MADE)
    close(cast.clerk, cast)
    first = EscalationStep.objects.get(position=1)
    assert first.role == ("council_clerk" if another else "administrator")


def test_what_the_person_asked_stays_open(mandate: Mandate, area: Area, cast: Cast) -> None:
    escalation = too_much(mandate, area, cast.manager)
    assert f"question-{escalation.pk}" in [duty.key for duty in duties_of(cast.manager, TODAY)]
    close(cast.manager, cast)
    escalation.refresh_from_db()
    assert escalation.is_open


def test_invitations_that_the_person_sent_stop_working(cast: Cast, day: dt.date) -> None:
    bea = create_user(email="bea@example.nl", name="Bea", roles=["administrator"], **MADE)
    invite_user(email="nina@example.nl", name="Nina", roles=["reader"], by=bea.as_caller(), on=day)
    close(bea, cast)
    assert not Invitation.objects.unanswered().exists()


def test_a_closed_account_is_not_closed_again(cast: Cast) -> None:
    close(cast.reader, cast)
    with pytest.raises(Conflict):
        close(cast.reader, cast)


def test_whoever_is_here_is_not_let_in_again(cast: Cast) -> None:
    by = cast.administrator.as_caller()
    with pytest.raises(Conflict):
        reactivate_user(cast.reader, by=by, on=TODAY)
    deactivate_user(cast.reader, by=by, on=TODAY)
    reactivate_user(cast.reader, by=by, on=TODAY)
    assert User.objects.get(pk=cast.reader.pk).is_active


def test_an_operator_closes_the_account_of_a_colleague(operator_client: Client) -> None:
    """What is held in a municipality is no matter of the operator's host, where there is none of it."""
    olga = create_user(email="olga@example.nl", name="Olga Operator", roles=["operator"], **MADE)
    invited, _secret = invite_user(
        email="oscar@example.nl", name="Oscar", roles=["operator"], by=olga.as_caller(), on=TODAY
    )
    page = operator_client.get(f"/users/{olga.pk}/deactivate")
    assert page.status_code == 200
    assert "Oscar" in page.content.decode()
    closed = operator_client.post(f"/users/{olga.pk}/deactivate", {"reason": "uit dienst"})
    assert closed["Location"] == "/users"
    assert not User.objects.get(pk=olga.pk).is_active
    assert Invitation.objects.get(pk=invited.pk).withdrawn_at
