"""The council's decision: what it needs, what it does, and that nothing can change afterwards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from monitoring.indicators.actions import remove_indicator
from programs.programs.actions import add_source, adopt_vision, propose_vision, remove_source, write_vision
from programs.programs.adoption import AtAdoption
from programs.programs.models import Phase, Program, Vision, VisionSource
from tenants.accounts.models import User
from tenants.kit.clock import now
from tenants.kit.errors import Conflict, Invalid
from tenants.outbox.actions import Change
from tenants.outbox.models import Event, History
from tenants.policy.models import Policy
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import ALL_SOURCES, adopted_program, draft_program, draft_vision
from tests.tenants.kit.test_come_second import seen_in

SignedIn = Callable[[User], Client]
DECISION = {"decision_reference": "RB-2024-031", "decided_on": "2024-06-25"}


@pytest.mark.parametrize(
    ("sources", "objective", "indicator", "words"),
    [
        (("statistics", "professionals"), True, True, "er is nog geen bron van bewoners."),
        (("statistics", "residents"), True, True, "er is nog geen bron van professionals."),
        (("professionals", "residents"), True, True, "er is nog geen bron met cijfers."),
        (("statistics",), True, True, "er is nog geen bron van professionals; er is nog geen bron van bewoners."),
        (ALL_SOURCES, False, True, "het programma heeft nog geen doel."),
        (ALL_SOURCES, True, False, "nog niets zegt hoe de uitkomst wordt gemeten: voeg een indicator toe"),
    ],
)
def test_the_refusal_says_what_is_missing(
    cast: Cast, signed_in: SignedIn, sources: tuple[str, ...], objective: bool, indicator: bool, words: str
) -> None:
    program = draft_program(cast.manager)
    draft_vision(program, cast.manager, sources=sources, objective=objective, indicator=indicator)
    response = signed_in(cast.manager).post(f"/programs/{program.pk}/proposal")
    assert response.status_code == 400
    assert f"De visie kan nog niet worden vastgesteld: {words}" in response.content.decode()
    assert not Vision.objects.adopted().exists()


BY_POLICY = {
    "clerk": {"clerk"},
    "clerk_or_administrator": {"clerk", "administrator"},
    "editors_too": {"clerk", "administrator", "editor", "manager"},
}


@pytest.mark.parametrize("recorded_by", BY_POLICY)
@pytest.mark.parametrize("who", ["clerk", "administrator", "editor", "manager", "other_manager", "council_member"])
def test_who_records_the_decision_is_the_municipality_s_choice(
    cast: Cast, signed_in: SignedIn, recorded_by: str, who: str
) -> None:
    Policy.objects.update(adoption_recorded_by=recorded_by)
    program = draft_program(cast.manager)
    vision = propose_vision(draft_vision(program, cast.manager), by=cast.manager.as_caller(), on=TODAY)
    client, may = signed_in(getattr(cast, who)), who in BY_POLICY[recorded_by]
    page = client.get(f"/programs/{program.pk}").content.decode()
    assert (f"/programs/{program.pk}/adoption" in page) == may
    response = client.post(f"/programs/{program.pk}/adoption", DECISION)
    vision.refresh_from_db()
    program.refresh_from_db()
    assert response.status_code == (302 if may else 404 if who == "council_member" else 403)
    assert (vision.is_adopted, program.status) == (may, "adopted" if may else "proposed")


def test_whoever_chose_to_record_it_leaves_it_to_somebody_else_for_thirty_days(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anna lets editors record it, and is one of them."""
    anna, settings = signed_in(cast.administrator), {"must_use_mfa": "nobody", "adoption_recorded_by": "editors_too"}
    assert anna.post("/settings", settings).status_code == 302
    program = draft_program(cast.manager)
    propose_vision(draft_vision(program, cast.manager), by=cast.manager.as_caller(), on=TODAY)
    address = f"/programs/{program.pk}/adoption"
    assert address not in anna.get(f"/programs/{program.pk}").content.decode()
    answer = anna.post(address, DECISION)
    assert (answer.status_code, "30 dagen aan een ander" in answer.content.decode()) == (403, True)
    assert address in signed_in(cast.editor).get(f"/programs/{program.pk}").content.decode()
    monkeypatch.setattr("tenants.policy.current.now", lambda: now() + dt.timedelta(days=31))
    assert anna.post(address, DECISION).status_code == 302


def test_what_lies_before_the_council_waits_for_the_clerk_and_stays_as_it_is(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    vision, by = draft_vision(program, cast.manager), cast.manager.as_caller()
    clerk, manager = signed_in(cast.clerk), signed_in(cast.manager)
    assert clerk.get(f"/programs/{program.pk}").status_code == 404
    assert manager.post(f"/programs/{program.pk}/proposal").status_code == 302
    assert "Leg vast wat de raad besloot over de visie van" in clerk.get("/").content.decode()
    assert "Hier wil men wonen." in clerk.get(f"/programs/{program.pk}").content.decode()
    for write in (
        lambda: write_vision(program, horizon_year=2050, themes=[], story="Anders", by=by, on=TODAY),
        lambda: add_source(vision, kind="residents", description="Later.", date=TODAY, by=by, on=TODAY),
        lambda: remove_source(vision.sources.all()[0], by=by, on=TODAY),
    ):
        with pytest.raises(Conflict):
            write()
    for _time in range(2):  # taken back twice, or by two people, is taken back once
        manager.post(f"/programs/{program.pk}/proposal", {"back": "yes"})
    program.refresh_from_db()
    assert (program.status, clerk.get(f"/programs/{program.pk}").status_code) == ("draft", 404)
    assert Event.objects.filter(name="vision.taken_back").count() == 1
    write_vision(program, horizon_year=2050, themes=["social"], story="Anders", by=by, on=TODAY)


def test_a_new_version_goes_before_the_council_while_the_programme_runs(cast: Cast, signed_in: SignedIn) -> None:
    program = adopted_program(cast.manager)
    vision, clerk = draft_vision(program, cast.manager), signed_in(cast.clerk)
    assert "Hier wil men wonen." not in clerk.get(f"/programs/{program.pk}/versions/2").content.decode()
    propose_vision(vision, by=cast.manager.as_caller(), on=TODAY)
    assert "Hier wil men wonen." in clerk.get(f"/programs/{program.pk}/versions/2").content.decode()
    assert signed_in(cast.council_member).get(f"/programs/{program.pk}/versions/2").status_code == 404
    assert clerk.post(f"/programs/{program.pk}/adoption", DECISION).status_code == 302


def test_the_refusal_leads_to_where_it_is_mended(cast: Cast, signed_in: SignedIn) -> None:
    """What lay before the council lost its only indicator: the one who records the decision is told where to look."""
    program = draft_program(cast.manager)
    vision = propose_vision(draft_vision(program, cast.manager), by=cast.manager.as_caller(), on=TODAY)
    client, indicators = signed_in(cast.clerk), f"/programs/{program.pk}/indicators"
    address = f"/programs/{program.pk}/adoption"
    assert "nog niets zegt" not in client.get(address).content.decode()
    remove_indicator(program.indicators.get(), by=cast.manager.as_caller(), on=TODAY)
    answer = client.post(address, DECISION)
    vision.refresh_from_db()
    assert (answer.status_code, vision.is_adopted) == (400, False)
    assert "De visie kan nog niet worden vastgesteld: nog niets zegt" in answer.content.decode()
    assert re.search(rf'<a href="{indicators}"[^>]*>Voeg toe', answer.content.decode())
    assert "nog niets zegt" in signed_in(cast.manager).get(f"/programs/{program.pk}").content.decode()


def test_a_decision_of_long_ago_is_asked_about(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    vision = propose_vision(draft_vision(program, cast.manager), by=cast.manager.as_caller(), on=TODAY)
    clerk, old = signed_in(cast.clerk), {"decision_reference": "RB-1950-1", "decided_on": "1950-01-01"}
    answer = clerk.post(f"/programs/{program.pk}/adoption", old)
    page = answer.content.decode()
    assert (answer.status_code, "Klopt dit?" in page) == (400, True)
    assert re.search(r'<input type="checkbox" name="sure"', page)
    vision.refresh_from_db()
    assert not vision.is_adopted
    assert clerk.post(f"/programs/{program.pk}/adoption", {**old, "sure": "on"}).status_code == 302


def test_a_decision_is_recorded_on_a_leap_day(cast: Cast) -> None:
    """Five years before, that day is not there."""
    leap_day = dt.date(2024, 2, 29)
    vision = draft_vision(draft_program(cast.manager), cast.manager)
    told = {"decision_reference": "RB-2024-1", "decided_on": dt.date(2024, 2, 28)}
    assert adopt_vision(vision, **told, by=cast.clerk.as_caller(), on=leap_day).is_adopted  # type: ignore[arg-type]


def test_the_record_of_the_decision_is_put_right_with_a_reason(cast: Cast, signed_in: SignedIn) -> None:
    program = adopted_program(cast.manager)
    address, vision = f"/programs/{program.pk}/versions/1/correction", program.visions.get()
    clerk, right = signed_in(cast.clerk), {"decision_reference": "RB-2024-013", "decided_on": "2024-06-25"}
    assert address in clerk.get(f"/programs/{program.pk}").content.decode()
    assert signed_in(cast.manager).post(address, {**right, "reason": "Tikfout"}).status_code == 403
    assert clerk.post(address, right).status_code == 400
    assert clerk.post(address, {**right, "reason": "Tikfout"}).status_code == 302
    vision.refresh_from_db()
    assert vision.decision_reference == "RB-2024-013"
    last = History.objects.of(vision).last()
    assert last is not None
    assert (last.reason, (last.before or {})["decision_reference"]) == ("Tikfout", "RB-2024-031")
    assert "RB-2024-013" in signed_in(cast.reader).get(f"/programs/{program.pk}").content.decode()


def test_the_second_of_two_who_put_the_record_right_is_told(cast: Cast, signed_in: SignedIn) -> None:
    program = adopted_program(cast.manager)
    address = f"/programs/{program.pk}/versions/1/correction"
    clerk, right = signed_in(cast.clerk), {"decision_reference": "RB-2024-013", "decided_on": "2024-06-25"}
    seen = seen_in(clerk.get(address).content.decode())
    another = {**right, "decision_reference": "RB-2024-099", "reason": "Vernummerd"}
    assert signed_in(cast.clerk).post(address, {**another, "seen": seen}).status_code == 302  # in another window
    answer = clerk.post(address, {**right, "reason": "Tikfout", "seen": seen})
    assert (answer.status_code, "Iemand heeft dit gewijzigd" in answer.content.decode()) == (412, True)
    assert program.visions.get().decision_reference == "RB-2024-099"


def test_adoption_records_the_decision_with_history_and_event(cast: Cast) -> None:
    program = adopted_program(cast.manager)
    vision = program.visions.get()
    assert (vision.decision_reference, vision.decided_on, vision.adopted_on) == (
        "RB-2024-031",
        dt.date(2024, 6, 25),
        TODAY,
    )
    last = History.objects.of(vision).last()
    assert last is not None
    assert last.after["status"] == "adopted"  # type: ignore[index]
    event = Event.objects.get(name="vision.adopted")
    assert event.data == {"programId": str(program.pk), "version": 1, "decisionReference": "RB-2024-031"}


@pytest.mark.parametrize(
    ("reference", "decided_on", "field"),
    [
        ("", TODAY, "decision_reference"),
        ("RB-1", TODAY + dt.timedelta(days=1), "decided_on"),
        ("RB-1", dt.date(1, 1, 1), "decided_on"),
        ("x" * 121, TODAY, "decision_reference"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(cast: Cast, reference: str, decided_on: dt.date, field: str) -> None:
    vision = draft_vision(draft_program(cast.manager), cast.manager)
    with pytest.raises(Invalid) as refused:
        adopt_vision(vision, decision_reference=reference, decided_on=decided_on, by=cast.clerk.as_caller(), on=TODAY)
    assert [error.field for error in refused.value.errors] == [field]


def test_a_vision_is_adopted_once(cast: Cast) -> None:
    program = adopted_program(cast.manager)
    with pytest.raises(Conflict):
        adopt_vision(
            program.visions.get(), decision_reference="RB-2", decided_on=TODAY, by=cast.clerk.as_caller(), on=TODAY
        )


def test_an_old_draft_whose_horizon_has_come_too_near_is_refused(cast: Cast) -> None:
    vision = draft_vision(draft_program(cast.manager), cast.manager)
    later = dt.date(2035, 1, 1)
    with pytest.raises(Conflict) as refused:
        adopt_vision(vision, decision_reference="RB-1", decided_on=later, by=cast.clerk.as_caller(), on=later)
    assert refused.value.code == "vision_incomplete"


def test_nothing_of_an_adopted_vision_changes_through_the_actions(cast: Cast) -> None:
    vision = adopted_program(cast.manager).visions.get()
    by = cast.manager.as_caller()
    with pytest.raises(Conflict):
        add_source(vision, kind="residents", description="Later.", date=TODAY, by=by, on=TODAY)
    write_vision(vision.program, horizon_year=2060, themes=[], story="Nieuw", by=by, on=TODAY)
    vision.refresh_from_db()
    assert vision.horizon_year == 2044


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE programs_vision SET horizon_year = 2099",
        "DELETE FROM programs_vision",
        "UPDATE programs_visionsource SET description = 'anders'",
        "DELETE FROM programs_visionsource",
        "DELETE FROM programs_phase",
    ],
)
def test_the_database_itself_keeps_an_adopted_vision(cast: Cast, statement: str) -> None:
    program = draft_program(cast.manager)
    vision = draft_vision(program, cast.manager)
    Phase.objects.create(vision=vision, title="Fase", from_year=2024, until_year=2030)
    adopt_vision(vision, decision_reference="RB-1", decided_on=TODAY, by=cast.clerk.as_caller(), on=TODAY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert VisionSource.objects.count() == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        Phase.objects.create(vision=vision, title="Nog een", from_year=2024, until_year=2030)


calls: list[tuple[Program, dt.date]] = []


def note_the_call(program: Program, on: dt.date, changing: Change) -> None:
    calls.append((program, on))


def refuse(program: Program, on: dt.date, changing: Change) -> None:
    changing.emit("program.changed", program)
    raise Invalid("Een indicator heeft nog geen waarde.")


def at_adoption(monkeypatch: pytest.MonkeyPatch, act: Callable[[Program, dt.date, Change], None]) -> None:
    monkeypatch.setattr(
        "programs.programs.adoption.found", lambda room, kind: [AtAdoption(1, act)] if kind is AtAdoption else []
    )


def test_other_houses_do_their_part_in_the_same_transaction(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    at_adoption(monkeypatch, note_the_call)
    calls.clear()
    program = adopted_program(cast.manager)
    assert calls == [(program, TODAY)]


def test_what_another_house_refuses_undoes_the_adoption(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    at_adoption(monkeypatch, refuse)
    program = draft_program(cast.manager)
    vision = draft_vision(program, cast.manager)
    with pytest.raises(Invalid):
        adopt_vision(vision, decision_reference="RB-1", decided_on=TODAY, by=cast.clerk.as_caller(), on=TODAY)
    vision.refresh_from_db()
    program.refresh_from_db()
    assert (vision.is_adopted, program.status) == (False, "draft")
    assert not Event.objects.filter(name="program.changed").exists()


def test_a_running_programme_keeps_running_under_a_new_version(cast: Cast, signed_in: SignedIn) -> None:
    program = adopted_program(cast.manager)
    Program.objects.filter(pk=program.pk).update(status="running")
    vision = draft_vision(program, cast.manager)
    assert vision.version == 2
    adopt_vision(vision, decision_reference="RB-2", decided_on=TODAY, by=cast.clerk.as_caller(), on=TODAY)
    program.refresh_from_db()
    current = Program.objects.get(pk=program.pk).current_vision()
    assert program.status == "running"
    assert current is not None
    assert current.version == 2
