"""A partner offers a commitment to a programme."""

from __future__ import annotations

from typing import Any

import pytest

from participation.commitments.actions import accept_commitment, decline_commitment
from participation.commitments.models import Commitment
from participation.partners.actions import set_partner_active
from programs.programs.actions import move_program
from programs.programs.choices import ProgramStatus
from programs.programs.models import Program
from tenants.kit.caller import System
from tenants.kit.errors import Conflict
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.participation.commitments.things import OFFER, Stage, make_program
from tests.participation.partners.things import Machine, make_key


def test_an_offer_gets_an_id_and_waits_for_an_answer(stage: Stage) -> None:
    answer = stage.machine.post(f"programs/{stage.program.pk}/commitments", {**OFFER, "interventionId": None})
    assert answer.status_code == 201
    offer = answer.json()
    assert answer["Location"] == f"/api/v1/commitments/{offer['id']}"
    assert {name: offer[name] for name in offer if name not in ("id", "createdAt", "updatedAt")} == {
        **OFFER,
        "programId": str(stage.program.pk),
        "partnerId": str(stage.woonbron.pk),
        "objectiveId": None,
        "interventionId": None,
        "status": "offered",
        "isLate": False,
        "amount": None,
        "delivered": 0,
        "deliveredOn": None,
        "offeredBySide": "party",
    }
    assert offer["createdAt"].endswith("Z")


def test_an_offer_writes_event_and_history(stage: Stage) -> None:
    commitment = Commitment.objects.get(pk=stage.offer())
    event = Event.objects.get(subject_id=str(commitment.pk))
    assert event.name == "commitment.offered"
    history = History.objects.of(commitment).get()
    assert (history.operation, history.caller) == ("INSERT", commitment.offered_by)
    assert history.caller.startswith("api_key:")
    move = commitment.status_changes.get()
    assert (move.from_status, move.to_status, move.side) == ("", "offered", "party")


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({"quantity": -1}, ["/quantity"]),
        ({"quantity": 0}, ["/quantity"]),
        ({"quantity": 2_000_000_000}, ["/quantity"]),
        ({"quantity": 10**30}, ["/quantity"]),
        ({"quantity": "NaN"}, ["/quantity"]),
        ({"quantity": "Infinity"}, ["/quantity"]),
        ({"quantity": "1e400"}, ["/quantity"]),
        ({"quantity": True}, ["/quantity"]),
        ({"quantity": 1.005}, ["/quantity"]),
        ({"quantity": [1]}, ["/quantity"]),
        ({"quantity": None}, ["/quantity"]),
        ({"unit": ""}, ["/unit"]),
        ({"unit": "x" * 41}, ["/unit"]),
        ({"description": "  "}, ["/description"]),
        ({"description": "x" * 2001}, ["/description"]),
        ({"startDate": "0001-01-01"}, ["/startDate"]),
        ({"dueDate": "9999-12-31"}, ["/dueDate"]),
        ({"dueDate": "2023-12-31"}, ["/dueDate"]),
        ({"dueDate": "2024-02-30"}, ["/dueDate"]),
        ({"dueDate": None}, ["/dueDate"]),
        ({"interventionId": "0193c8a0-0000-7000-8000-000000000000"}, ["/interventionId"]),
        ({"objectiveId": "0193c8a0-0000-7000-8000-000000000000"}, ["/objectiveId"]),
        ({"partnerId": "0193c8a0-0000-7000-8000-000000000000"}, ["/partnerId"]),
        ({"status": "accepted"}, ["/status"]),
        ({"nonsense": 1, "quantity": "many"}, ["/nonsense", "/quantity"]),
        ({"quantity": -1, "dueDate": "2023-12-31", "unit": ""}, ["/dueDate", "/quantity", "/unit"]),
        # A fault of form hides none of rule: a date that cannot be read, a number below nought, a word that is unknown.
        ({"quantity": -1, "startDate": "soon"}, ["/quantity", "/startDate"]),
        ({"nonsense": 1, "dueDate": "2023-12-31"}, ["/dueDate", "/nonsense"]),
        (
            {"quantity": "many", "dueDate": "2023-12-31", "objectiveId": "0193c8a0-0000-7000-8000-000000000000"},
            ["/dueDate", "/objectiveId", "/quantity"],
        ),
        # What cannot be read is not judged: nobody is told twice about one field.
        ({"dueDate": "soon", "startDate": "0001-01-01"}, ["/dueDate", "/startDate"]),
    ],
)
def test_a_faulty_offer_names_every_faulty_field(stage: Stage, changed: dict[str, Any], pointers: list[str]) -> None:
    answer = stage.machine.post(f"programs/{stage.program.pk}/commitments", {**OFFER, **changed})
    assert answer.status_code == 400, answer.content
    assert sorted({error["pointer"] for error in answer.json()["errors"]}) == pointers
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{", b'{"description": "a\\u0000b"}', b"\xff", b'{"quantity": NaN}', b'{"quantity": 1e400}'],
)
def test_what_is_no_offer_is_refused(stage: Stage, body: bytes) -> None:
    answer = stage.machine.post(f"programs/{stage.program.pk}/commitments", body)
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")


def test_one_field_is_told_once(stage: Stage) -> None:
    body = {"description": "", "quantity": "many", "startDate": "2024-01-01"}
    errors = stage.machine.post(f"programs/{stage.program.pk}/commitments", body).json()["errors"]
    assert sorted(error["pointer"] for error in errors) == ["/description", "/dueDate", "/quantity"]


def test_a_change_names_every_faulty_field_too(stage: Stage) -> None:
    path = f"commitments/{stage.offer()}"
    errors = stage.machine.patch(path, {"quantity": 0, "startDate": "soon", "colour": "red"}).json()["errors"]
    assert sorted(error["pointer"] for error in errors) == ["/colour", "/quantity", "/startDate"]


def test_it_speaks_dutch_to_who_asks_for_it(stage: Stage) -> None:
    machine = Machine(stage.credential, language="nl")
    answer = machine.post(f"programs/{stage.program.pk}/commitments", {**OFFER, "dueDate": "2023-12-31"})
    assert answer.json()["errors"][0]["detail"] == "Kies een einddatum op of na de begindatum."
    answer = machine.post(f"programs/{stage.program.pk}/commitments", {**OFFER, "dueDate": "31-12-2027"})
    assert answer.json()["errors"][0]["detail"] == "Schrijf een dag als jaar-maand-dag, bijvoorbeeld 2027-12-31."


def test_a_partner_cannot_offer_for_another(stage: Stage) -> None:
    body = {**OFFER, "partnerId": str(stage.police.pk)}
    answer = stage.machine.post(f"programs/{stage.program.pk}/commitments", body)
    assert answer.status_code == 400
    assert not Commitment.objects.exists()


def test_a_key_that_may_only_read_cannot_offer(stage: Stage) -> None:
    machine = Machine(make_key(stage.woonbron, ("commitments:read", "programs:read")))
    assert machine.get(f"programs/{stage.program.pk}/commitments").status_code == 200
    assert machine.post(f"programs/{stage.program.pk}/commitments", OFFER).status_code == 403


def test_the_municipality_s_own_key_does_not_promise(stage: Stage) -> None:
    machine = Machine(make_key(None))
    assert machine.post(f"programs/{stage.program.pk}/commitments", OFFER).status_code == 403


def test_a_draft_programme_is_absent_for_a_partner(stage: Stage, cast: Cast) -> None:
    draft = make_program(cast.manager, title="Nog in de maak", status=ProgramStatus.DRAFT)
    assert stage.machine.post(f"programs/{draft.pk}/commitments", OFFER).status_code == 404
    assert stage.machine.get(f"programs/{draft.pk}/commitments").status_code == 404


def test_nothing_is_promised_to_a_programme_that_has_ended(stage: Stage) -> None:
    Program.objects.filter(pk=stage.program.pk).update(status=ProgramStatus.CLOSED)
    assert stage.machine.post(f"programs/{stage.program.pk}/commitments", OFFER).status_code == 409


def test_a_partner_that_left_offers_nothing(stage: Stage) -> None:
    set_partner_active(stage.woonbron, False, by=System("test"), on=TODAY, reason="Gefuseerd.")
    assert stage.machine.post(f"programs/{stage.program.pk}/commitments", OFFER).status_code == 401


def test_money_can_be_promised_instead_of_a_quantity(stage: Stage) -> None:
    body = {name: OFFER[name] for name in ("description", "startDate", "dueDate")} | {"amount": 25000.5}
    answer = stage.machine.post(f"programs/{stage.program.pk}/commitments", body)
    assert answer.status_code == 201
    assert (answer.json()["amount"], answer.json()["quantity"]) == (25000.5, None)


def test_an_offer_can_be_changed_until_it_is_answered(stage: Stage) -> None:
    commitment_id = stage.offer()
    tag = stage.machine.get(f"commitments/{commitment_id}")["ETag"]
    answer = stage.machine.patch(f"commitments/{commitment_id}", {"quantity": 50}, **{"if-match": tag})
    assert (answer.status_code, answer.json()["quantity"], answer.json()["unit"]) == (200, 50, "homes")
    for empty in ("", " "):
        said = stage.machine.patch(f"commitments/{commitment_id}", {"quantity": 60}, **{"if-match": empty})
        assert (said.status_code, said.json()["code"]) == (400, "malformed")
        assert "If-Match" in said.json()["detail"]
    stale = stage.machine.patch(f"commitments/{commitment_id}", {"quantity": 60}, **{"if-match": tag})
    assert stale.status_code == 412
    assert Event.objects.get(name="commitment.changed").data["fields"] == ["quantity"]
    assert stage.machine.patch(f"commitments/{commitment_id}", {"dueDate": "2020-01-01"}).status_code == 400
    Commitment.objects.update(status="accepted")
    assert stage.machine.patch(f"commitments/{commitment_id}", {"quantity": 60}).status_code == 409


def test_what_was_offered_before_it_ended_is_not_accepted_any_more(stage: Stage, cast: Cast) -> None:
    commitment = Commitment.objects.get(pk=stage.offer())
    move_program(stage.program, "closed", by=cast.manager.as_caller(), on=TODAY, reason="Klaar.")
    answer = stage.machine.patch(f"commitments/{commitment.pk}", {"quantity": 50})
    assert (answer.status_code, answer.json()["code"]) == (409, "program_ended")
    with pytest.raises(Conflict) as refused:
        accept_commitment(commitment, by=cast.manager.as_caller(), on=TODAY)
    assert refused.value.code == "program_ended"
    # It can be put out of the way.
    decline_commitment(commitment, by=cast.manager.as_caller(), on=TODAY, reason="Het programma is klaar.")
