"""The manager answers, confirms and disputes on pages; departments promise there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from participation.commitments.models import Commitment, ProgressReport
from participation.partners.choices import PartnerKind
from programs.mandates.models import Mandate
from programs.objectives.models import Objective
from programs.programs.choices import ProgramStatus
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.participation.commitments.things import Stage, make_program
from tests.participation.partners.things import make_partner
from tests.tenants.kit.test_come_second import seen_in, sent_by

SignIn = Callable[[User], Client]
TERMS = {
    "description": "Twintig bomen geplant",
    "quantity": "20",
    "unit": "bomen",
    "amount": "",
    "start_date": "2024-09-01",
    "due_date": "2024-12-31",
    "objective": "",
}


def offered(stage: Stage, **changed: object) -> Commitment:
    return Commitment.objects.get(pk=stage.offer(**changed))


def press(client: Client, commitment: Commitment, to: str, **fields: str) -> int:
    return int(client.post(f"/commitments/{commitment.pk}/status", {"to": to, **fields}).status_code)


def test_the_manager_accepts_an_offer(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client, commitment = signed_in(cast.manager), offered(stage)
    page = client.get(f"/commitments/{commitment.pk}").content.decode()
    assert 'value="accepted"' in page
    assert 'value="declined"' in page
    assert 'value="withdrawn"' not in page
    assert press(client, commitment, "accepted", seen=commitment.updated_at.isoformat()) == 302
    commitment.refresh_from_db()
    assert commitment.status == "accepted"
    assert Event.objects.filter(name="commitment.accepted").count() == 1
    last = History.objects.of(commitment).last()
    assert last is not None
    assert last.caller == f"user:{cast.manager.pk}"


def test_declining_asks_for_a_reason(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client, commitment = signed_in(cast.manager), offered(stage)
    seen = commitment.updated_at.isoformat()
    asked = client.post(f"/commitments/{commitment.pk}/status", {"to": "declined", "reason": " ", "seen": seen})
    page = asked.content.decode()
    commitment.refresh_from_db()
    assert (asked.status_code, commitment.status) == (200, "offered")
    assert "Het aanbod eindigt hier" in page
    assert client.post(f"/commitments/{commitment.pk}/status", sent_by(page)).status_code == 400
    sure = {**sent_by(page), "reason": "Er is geen geld voor."}
    assert client.post(f"/commitments/{commitment.pk}/status", sure).status_code == 302
    assert stage.machine.get(f"commitments/{commitment.pk}/status-changes").json()["results"][1]["reason"]


def test_nobody_agrees_to_terms_that_changed_meanwhile(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client, commitment = signed_in(cast.manager), offered(stage)
    stage.machine.patch(f"commitments/{commitment.pk}", {"quantity": 4})
    assert press(client, commitment, "accepted", seen=commitment.updated_at.isoformat()) == 412
    commitment.refresh_from_db()
    assert commitment.status == "offered"
    assert press(client, commitment, "accepted", seen=commitment.updated_at.isoformat()) == 302


def test_the_second_of_two_who_change_the_terms_sees_both_and_loses_nothing(
    stage: Stage, cast: Cast, signed_in: SignIn
) -> None:
    department = make_partner("Stadsbeheer", PartnerKind.MUNICIPAL_DEPARTMENT)
    manager, editor = signed_in(cast.manager), signed_in(cast.editor)
    manager.post(f"/programs/{stage.program.pk}/commitments/new", {**TERMS, "party": str(department.pk)})
    made = Commitment.objects.get(party=department)
    address = f"/commitments/{made.pk}/terms"
    seen = {"seen": seen_in(manager.get(address).content.decode())}
    assert editor.post(address, {**TERMS, **seen, "quantity": "25"}).status_code == 302
    answer = manager.post(address, {**TERMS, **seen, "description": "Twintig eiken geplant"})
    page = answer.content.decode()
    assert answer.status_code == 412
    assert re.search(r'<td data-label="Zoals het nu is">25</td>\s*<td data-label="Wat u invulde">20</td>', page)
    assert page.count('<td data-label="Zoals het nu is">') == 2  # what is equal is no difference
    assert page.count("Twintig eiken geplant") == 2  # beside the other, and in the field
    made.refresh_from_db()
    assert (made.description, made.quantity) == (TERMS["description"], Decimal(25))
    again = {**TERMS, "quantity": "25", "description": "Twintig eiken geplant", "seen": seen_in(page)}
    assert manager.post(address, again).status_code == 302
    made.refresh_from_db()
    assert (made.description, made.quantity) == ("Twintig eiken geplant", Decimal(25))


def test_the_whole_story(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client, commitment = signed_in(cast.manager), offered(stage)
    path = f"commitments/{commitment.pk}"
    press(client, commitment, "accepted")
    first = stage.machine.post(f"{path}/progress-reports", {"date": "2024-03-01", "quantity": 10, "text": "Ten."})
    assert first.status_code == 201
    assert stage.machine.get(path).json()["status"] == "running"
    stage.machine.post(f"{path}/progress-reports", {"date": "2024-08-01", "quantity": 30})
    assert stage.machine.get(path).json()["delivered"] == 40
    assert stage.machine.post(f"{path}/status-changes", {"to": "delivered"}).status_code == 201
    assert stage.machine.post(f"{path}/status-changes", {"to": "confirmed"}).status_code == 403
    assert press(client, commitment, "confirmed") == 302
    commitment.refresh_from_db()
    assert (commitment.status, commitment.delivered_on) == ("confirmed", TODAY)
    names = list(
        Event.objects.filter(subject_id=str(commitment.pk)).order_by("sequence").values_list("name", flat=True)
    )
    assert names == [
        "commitment.offered",
        "commitment.accepted",
        "commitment.started",
        "commitment.progress_reported",
        "commitment.progress_reported",
        "commitment.delivery_reported",
        "commitment.confirmed",
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_manager", 403), ("editor", 403), ("reader", 403), ("clerk", 403), ("council_member", 404)],
)
def test_others_cannot_accept(stage: Stage, cast: Cast, signed_in: SignIn, who: str, status: int) -> None:
    client, commitment = signed_in(getattr(cast, who)), offered(stage)
    assert press(client, commitment, "accepted") == status
    if status == 403:
        assert 'value="accepted"' not in client.get(f"/commitments/{commitment.pk}").content.decode()


def test_a_stranger_sees_what_is_public_only(stage: Stage, cast: Cast, visitor: Client) -> None:
    commitment = offered(stage)
    assert visitor.get(f"/commitments/{commitment.pk}").status_code == 404
    assert press(visitor, commitment, "accepted") == 302  # asked who they are, as at any address
    commitment.refresh_from_db()
    assert commitment.status == "offered"
    Commitment.objects.update(status="running")
    page = visitor.get(f"/commitments/{commitment.pk}")
    assert page.status_code == 200
    assert "Coen Contact" not in page.content.decode()
    assert "Forty homes insulated" in visitor.get("/commitments").content.decode()
    assert press(visitor, commitment, "broken", reason="x") == 302
    commitment.refresh_from_db()
    assert commitment.status == "running"
    stage.program.status = ProgramStatus.DRAFT
    stage.program.save()
    assert visitor.get(f"/commitments/{commitment.pk}").status_code == 404


def test_a_move_twice_is_told_what_is_possible(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client, commitment = signed_in(cast.manager), offered(stage)
    press(client, commitment, "accepted")
    assert press(client, commitment, "accepted") == 409
    assert press(client, commitment, "nonsense") == 400


def test_a_department_promises_and_reports(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    department = make_partner("Stadsbeheer", "municipal_department")
    editor, manager = signed_in(cast.editor), signed_in(cast.manager)
    answer = editor.post(f"/programs/{stage.program.pk}/commitments/new", {**TERMS, "party": str(department.pk)})
    assert answer.status_code == 302
    commitment = Commitment.objects.get()
    assert (commitment.offered_by_side, commitment.status) == ("party", "offered")
    assert press(editor, commitment, "accepted") == 403
    assert press(manager, commitment, "accepted") == 302
    report = {"date": "2024-09-01", "quantity": "2,5", "text": "", "replaces": ""}
    assert editor.post(f"/commitments/{commitment.pk}/reports", report).status_code == 302
    assert editor.post(f"/commitments/{commitment.pk}/reports", {**report, "date": "2024-09-02"}).status_code == 400
    first = commitment.reports.get()
    editor.post(f"/commitments/{commitment.pk}/reports", {**report, "quantity": "3", "replaces": str(first.pk)})
    page = manager.get(f"/commitments/{commitment.pk}").content.decode()
    assert "3 van 20 bomen" in page or "3 of 20 bomen" in page
    assert "<s>2,5</s>" in page
    assert "van wat is toegezegd" not in page
    much = {**report, "quantity": "909"}
    asked = editor.post(f"/commitments/{commitment.pk}/reports", much)
    assert asked.status_code == 400
    assert "Samen is dat 912, en toegezegd is: 20 bomen. Klopt dit?" in asked.content.decode()
    assert 'type="checkbox" name="sure"' in asked.content.decode()
    assert editor.post(f"/commitments/{commitment.pk}/reports", {**much, "sure": "on"}).status_code == 302
    assert "Dat is 4.560% van wat is toegezegd." in manager.get(f"/commitments/{commitment.pk}").content.decode()


def test_a_draft_is_seen_by_the_side_that_makes_it(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    editor = signed_in(cast.editor)
    fields = {**TERMS, "party": str(stage.woonbron.pk), "draft": "yes"}
    editor.post(f"/programs/{stage.program.pk}/commitments/new", fields)
    commitment = Commitment.objects.get()
    assert Event.objects.get(subject_id=str(commitment.pk)).name == "commitment.drafted"
    assert stage.machine.get(f"commitments/{commitment.pk}").status_code == 404
    assert editor.get(f"/commitments/{commitment.pk}/terms").status_code == 200
    assert editor.post(f"/commitments/{commitment.pk}/terms", {**TERMS, "quantity": "25"}).status_code == 302
    assert press(editor, commitment, "offered") == 302
    assert stage.machine.get(f"commitments/{commitment.pk}").json()["quantity"] == 25


@pytest.mark.parametrize(
    "changed",
    [
        {"quantity": "-1"},
        {"quantity": "NaN"},
        {"quantity": "", "amount": ""},
        {"due_date": "2024-08-31"},
        {"description": "\x00"},
        {"start_date": "0001-01-01"},
        {"due_date": "9999-12-31"},
        {"quantity": "1e30"},
        {"unit": ""},
        {"party": "x"},
    ],
)
def test_a_faulty_form_is_refused(stage: Stage, cast: Cast, signed_in: SignIn, changed: dict[str, str]) -> None:
    fields = {**TERMS, "party": str(stage.woonbron.pk), **changed}
    answer = signed_in(cast.manager).post(f"/programs/{stage.program.pk}/commitments/new", fields)
    assert answer.status_code == 400
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("reader", 403), ("steward", 403), ("council_member", 403), ("manager", 200)]
)
def test_who_may_promise_something(stage: Stage, cast: Cast, signed_in: SignIn, who: str, status: int) -> None:
    assert signed_in(getattr(cast, who)).get(f"/programs/{stage.program.pk}/commitments/new").status_code == status


def test_the_work_list_filters(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.reader)
    assert client.get("/commitments").status_code == 200
    late = offered(stage, description="Te laat", dueDate="2024-08-31")
    offered(stage, description="Nog niet")
    Commitment.objects.filter(pk=late.pk).update(status="running")
    assert "Nog niet" not in client.get("/commitments?isLate=true").content.decode()
    assert "Te laat" not in client.get("/commitments?status=offered").content.decode()
    assert "Te laat" not in client.get(f"/commitments?partnerId={stage.police.pk}").content.decode()
    assert "Te laat" in client.get(f"/programs/{stage.program.pk}/commitments").content.decode()


def test_a_question_that_cannot_be_read_is_refused_and_every_mistake_is_told(
    stage: Stage, cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.reader)
    refused = client.get("/commitments?status=nonsense&partnerId=x&isLate=%00&dueBefore=soon&colour=red")
    assert refused.status_code == 400
    told = refused.content.decode()
    for name in ("status", "partnerId", "isLate", "dueBefore", "colour"):
        assert f"<strong>{name}</strong>" in told
    assert "offered, declined" in told
    assert 'href="/commitments"' in told
    assert client.get("/commitments?status=&partnerId=&page=zz").status_code == 200


def test_offers_deliveries_and_what_is_late_wait_for_the_manager(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    offer, delivered, late, ahead = (offered(stage, description=f"Belofte {number}") for number in range(4))
    Commitment.objects.filter(pk=delivered.pk).update(status="reported_delivered", delivered_on="2024-08-31")
    Commitment.objects.filter(pk=late.pk).update(status="running", due_date="2024-08-31")
    Commitment.objects.filter(pk=ahead.pk).update(status="running")
    page = signed_in(cast.manager).get("/").content.decode()
    for waiting in (offer, delivered, late):
        assert f"/commitments/{waiting.pk}" in page
    assert f"/commitments/{ahead.pk}" not in page
    assert f"/commitments/{offer.pk}" not in signed_in(cast.other_manager).get("/").content.decode()


@pytest.mark.parametrize(
    ("who", "waits"), [("manager", True), ("deputy", True), ("other_manager", False), ("administrator", False)]
)
def test_without_a_mandate_an_offer_waits_for_the_manager_all_the_same(
    stage: Stage, cast: Cast, signed_in: SignIn, who: str, waits: bool
) -> None:
    """The mandate for the area is another's now, but the programme is Mira's."""
    offer = offered(stage)
    person = cast.other_manager if who == "deputy" else getattr(cast, who)
    deputy = {"deputy": person, "deputy_from": TODAY, "deputy_until": TODAY + dt.timedelta(days=1)}
    Mandate.objects.update(manager=cast.editor, **(deputy if who == "deputy" else {}))
    assert (f"/commitments/{offer.pk}" in signed_in(person).get("/").content.decode()) == waits


def test_without_a_manager_an_offer_waits_for_an_administrator(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    offer = offered(stage)
    Program.objects.filter(pk=stage.program.pk).update(manager=None)
    assert f"/commitments/{offer.pk}" in signed_in(cast.administrator).get("/").content.decode()


def test_a_hidden_programme_hides_its_tab(stage: Stage, cast: Cast, visitor: Client) -> None:
    draft = make_program(cast.manager, title="Concept", status=ProgramStatus.DRAFT)
    assert visitor.get(f"/programs/{draft.pk}/commitments").status_code == 404
    assert visitor.get(f"/programs/{stage.program.pk}/commitments").status_code == 200


def test_each_noun_is_a_way_to_its_page(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client, program = signed_in(cast.manager), stage.program
    objective = Objective.objects.create(program=program, title="Warme huizen", theme="housing", horizon="medium")
    commitment = offered(stage, objectiveId=str(objective.pk))
    page = client.get(f"/commitments/{commitment.pk}").content.decode()
    assert f'href="/partners/{stage.woonbron.pk}">Woonbron<' in page
    assert f'href="/programs/{program.pk}">{program.title}<' in page
    assert f'href="/programs/{program.pk}/objectives#objective-{objective.pk}">Warme huizen<' in page
    assert f'id="objective-{objective.pk}"' in client.get(f"/programs/{program.pk}/objectives").content.decode()


def test_a_visitor_reads_who_promises_without_a_way_to_the_contacts(
    stage: Stage, cast: Cast, signed_in: SignIn, visitor: Client
) -> None:
    commitment = offered(stage)
    press(signed_in(cast.manager), commitment, "accepted")
    for path in (f"/commitments/{commitment.pk}", f"/programs/{stage.program.pk}/commitments", "/commitments"):
        page = visitor.get(path).content.decode()
        assert "Woonbron" in page
        assert "/partners/" not in page
    # A state shares no sign with an outcome.
    assert '<span class="tag state">aanvaard</span>' in page


@pytest.mark.parametrize("path", ["/commitments", "/programs/{}/commitments"])
def test_the_number_that_is_late_is_a_way_to_these(stage: Stage, cast: Cast, signed_in: SignIn, path: str) -> None:
    client, shown = signed_in(cast.reader), path.format(stage.program.pk)
    late = offered(stage, description="Te laat", dueDate="2024-08-31")
    offered(stage, description="Op tijd")
    Commitment.objects.filter(pk=late.pk).update(status="running")
    assert '<a href="?isLate=true">1 is te laat</a>' in client.get(shown).content.decode()
    narrowed = client.get(f"{shown}?isLate=true").content.decode()
    assert "Te laat" in narrowed
    assert "Op tijd" not in narrowed
    nothing = client.get(f"{shown}?status=broken").content.decode()
    assert "Geen toezegging past" in nothing
    assert f'href="{shown}"' in nothing


def test_of_thousands_of_reports_a_page_shows_fifty(stage: Stage, visitor: Client) -> None:
    """A program that reports every minute would make a public page of tens of megabytes."""
    made = stage.offer()
    Commitment.objects.update(status="running")
    ProgressReport.objects.bulk_create(
        ProgressReport(commitment_id=made, date=TODAY, quantity=Decimal(1), text=f"Verslag {number}.", by="x")
        for number in range(120)
    )
    pages = [visitor.get(f"/commitments/{made}?page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count("Verslag ") for page in pages] == [50, 50, 20]
    assert 'href="?page=2"' in pages[0]


def test_of_thousands_of_offers_a_page_shows_the_first_few(
    stage: Stage, cast: Cast, signed_in: SignIn, visitor: Client
) -> None:
    """A program that offers all day would make a front page of megabytes, and a public one of what was agreed on."""
    made = offered(stage)
    kept = ("program_id", "party_id", "description", "quantity", "unit", "amount", "start_date")
    terms = {**{name: getattr(made, name) for name in kept}, "due_date": TODAY}
    with connection.cursor() as cursor:  # their history is not what this is about, and takes longest
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE commitments_commitment DISABLE TRIGGER USER")
    states = ["offered"] * 4_999 + ["accepted"] * 300
    Commitment.objects.bulk_create(Commitment(**terms, offered_by_side="party", status=state) for state in states)
    manager, public = signed_in(cast.manager), f"/dashboard/programs/{made.program_id}"
    assert "5001 dingen wachten op u" in manager.get("/").content.decode()
    for client, address, most in (
        (manager, "/", 20_000),
        (visitor, "/", 20_000),
        (visitor, public, 20_000),
        (manager, "/commitments", 60_000),
        (visitor, f"/programs/{made.program_id}/commitments", 60_000),
    ):
        answer = client.get(address)
        assert (answer.status_code, len(answer.content) < most) == (200, True), (address, len(answer.content))


def test_what_depends_on_a_number_that_is_too_small_is_told_too(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    fields = {**TERMS, "party": str(stage.woonbron.pk), "quantity": "-1", "unit": ""}
    page = signed_in(cast.manager).post(f"/programs/{stage.program.pk}/commitments/new", fields).content.decode()
    assert "Vul een getal in van 0,01" in page
    assert "Zeg waarvan" in page
