"""Each move of a commitment: who may make it, from where, and what it leaves behind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from participation.commitments.actions import (
    accept_commitment,
    change_commitment,
    confirm_delivery,
    offer_commitment,
    report_delivery,
)
from participation.commitments.choices import Status
from participation.commitments.models import Commitment
from participation.commitments.moves import MOVES
from participation.partners.choices import PartnerKind
from programs.mandates.models import Mandate
from tenants.accounts.models import User
from tenants.kit.errors import Refused
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.participation.commitments.things import OFFER, Stage
from tests.participation.partners.things import Machine, make_key, make_partner

NEEDS_REASON = {"declined", "withdrawn", "disputed", "resolved", "broken"}


def put(stage: Stage, status: str) -> Commitment:
    """An offer of the housing association, put in this state."""
    commitment = Commitment.objects.get(pk=stage.offer())
    Commitment.objects.filter(pk=commitment.pk).update(status=status)
    commitment.refresh_from_db()
    return commitment


def move(machine: Machine, commitment: Commitment, to: str, reason: str = "As agreed by telephone.") -> int:
    answer = machine.post(f"commitments/{commitment.pk}/status-changes", {"to": to, "reason": reason})
    return int(answer.status_code)


@pytest.mark.parametrize(
    ("origin", "to", "status"),
    [
        ("offered", "withdrawn", 201),
        ("offered", "accepted", 403),
        ("offered", "declined", 403),
        ("offered", "running", 409),
        ("accepted", "running", 201),
        ("accepted", "delivered", 201),
        ("accepted", "withdrawn", 409),
        ("accepted", "broken", 201),
        ("running", "reported_delivered", 201),
        ("running", "confirmed", 409),
        ("running", "running", 409),
        ("reported_delivered", "confirmed", 403),
        ("reported_delivered", "disputed", 403),
        ("disputed", "running", 201),
        ("disputed", "resolved", 403),
        ("disputed", "broken", 403),
        ("broken", "disputed", 201),
        ("confirmed", "disputed", 409),
        ("declined", "offered", 409),
        ("withdrawn", "offered", 409),
        ("resolved", "running", 409),
    ],
)
def test_moves_of_a_partner(stage: Stage, origin: str, to: str, status: int) -> None:
    commitment = put(stage, origin)
    assert move(stage.machine, commitment, to) == status
    commitment.refresh_from_db()
    wanted = "reported_delivered" if to == "delivered" else to
    assert commitment.status == (wanted if status == 201 else origin)
    assert commitment.status_changes.count() == (2 if status == 201 else 1)


def test_a_409_names_what_is_possible(stage: Stage) -> None:
    commitment = put(stage, "accepted")
    answer = stage.machine.post(f"commitments/{commitment.pk}/status-changes", {"to": "withdrawn", "reason": "No."})
    assert answer.json()["code"] == "not_from_this_state"
    assert "running, reported_delivered, broken" in answer.json()["detail"]


def test_a_move_is_shown_with_its_event_and_history(stage: Stage) -> None:
    commitment = put(stage, "offered")
    answer = stage.machine.post(
        f"commitments/{commitment.pk}/status-changes", {"to": "withdrawn", "reason": "The roof comes first."}
    )
    shown = answer.json()
    assert {name: shown[name] for name in ("from", "to", "side", "reason", "on")} == {
        "from": "offered",
        "to": "withdrawn",
        "side": "party",
        "reason": "The roof comes first.",
        "on": "2024-09-01",
    }
    assert stage.machine.get(f"commitments/{commitment.pk}/status-changes").json()["count"] == 2
    event = Event.objects.get(name="commitment.withdrawn")
    assert event.data["status"] == "withdrawn"
    history = History.objects.of(commitment).last()
    assert history is not None
    assert (history.reason, (history.after or {})["status"]) == ("The roof comes first.", "withdrawn")


@pytest.mark.parametrize(
    "found", [found for found in MOVES if found.origin != Status.DRAFT], ids=lambda found: f"{found.origin}-{found.to}"
)
def test_a_reason_is_asked_where_the_table_says_so(stage: Stage, cast: Cast, found: object) -> None:
    commitment = put(stage, found.origin)  # type: ignore[attr-defined]
    sides = found.by.sides("party")  # type: ignore[attr-defined]
    machine = stage.machine if "party" in sides else signed_in_machine(cast.manager)
    wanted = 400 if found.needs_reason else 201  # type: ignore[attr-defined]
    assert move(machine, commitment, found.to, reason="  ") == wanted  # type: ignore[attr-defined]


def signed_in_machine(user: User) -> Machine:
    machine = Machine()
    machine.client.force_login(user)
    return machine


@pytest.mark.parametrize(
    ("who", "to", "status"),
    [
        ("manager", "accepted", 201),
        ("administrator", "accepted", 201),
        ("manager", "declined", 201),
        ("manager", "withdrawn", 403),
        ("other_manager", "accepted", 403),
        ("editor", "accepted", 403),
        ("steward", "accepted", 403),
        ("clerk", "declined", 403),
        ("reader", "accepted", 403),
        ("council_member", "accepted", 404),
    ],
)
def test_who_answers_for_the_municipality(stage: Stage, cast: Cast, who: str, to: str, status: int) -> None:
    commitment = put(stage, "offered")
    assert move(signed_in_machine(getattr(cast, who)), commitment, to) == status


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"kinds": ["spend"]}, "mandate_kind"),
        ({"valid_until": TODAY}, "mandate_term"),
        (None, "mandate_scope"),
    ],
)
def test_the_manager_accepts_only_under_a_mandate(stage: Stage, cast: Cast, changed: object, rule: str) -> None:
    commitment = put(stage, "offered")
    if changed is None:
        Mandate.objects.all().update(manager=cast.other_manager)
    else:
        Mandate.objects.all().update(**changed)  # type: ignore[arg-type]
    answer = signed_in_machine(cast.manager).post(f"commitments/{commitment.pk}/status-changes", {"to": "accepted"})
    assert (answer.status_code, answer.json()["code"]) == (403, rule)
    commitment.refresh_from_db()
    assert commitment.status == "offered"


def test_another_partner_cannot_see_or_move_it(stage: Stage) -> None:
    commitment = put(stage, "accepted")
    for path in ("", "/status-changes", "/progress-reports"):
        assert stage.other_machine.get(f"commitments/{commitment.pk}{path}").status_code == 404
    assert move(stage.other_machine, commitment, "running") == 404
    assert stage.other_machine.patch(f"commitments/{commitment.pk}", {"quantity": 1}).status_code == 404
    assert stage.other_machine.get("commitments").json()["count"] == 0
    assert stage.other_machine.get(f"programs/{stage.program.pk}/commitments").json()["count"] == 0


def test_a_key_that_may_only_read_moves_nothing(stage: Stage) -> None:
    commitment = put(stage, "accepted")
    assert move(Machine(make_key(stage.woonbron, ("commitments:read",))), commitment, "running") == 403


def test_a_key_without_the_scope_reads_nothing(stage: Stage) -> None:
    commitment = put(stage, "accepted")
    machine = Machine(make_key(stage.woonbron, ("programs:read",)))
    assert machine.get(f"commitments/{commitment.pk}").status_code == 403
    assert machine.get("commitments").status_code == 403


def test_a_partner_accepts_what_the_municipality_asks(stage: Stage, cast: Cast) -> None:
    body = {**OFFER, "partnerId": str(stage.woonbron.pk)}
    manager = signed_in_machine(cast.manager)
    asked = manager.post(f"programs/{stage.program.pk}/commitments", body).json()
    assert asked["offeredBySide"] == "municipality"
    path = f"commitments/{asked['id']}/status-changes"
    assert manager.post(path, {"to": "accepted"}).status_code == 403
    assert stage.machine.post(path, {"to": "accepted"}).status_code == 201


def test_at_a_department_s_promise_nobody_stands_at_both_ends(stage: Stage, cast: Cast) -> None:
    department = make_partner("Stadsbeheer", PartnerKind.MUNICIPAL_DEPARTMENT)
    manager, administrator = cast.manager.as_caller(), cast.administrator.as_caller()
    commitment = offer_commitment(
        stage.program,
        party=department,
        description="Twintig bomen geplant",
        quantity=Decimal(20),
        unit="bomen",
        start_date=TODAY,
        due_date=TODAY,
        by=manager,
        on=TODAY,
    )
    with pytest.raises(Refused):
        accept_commitment(commitment, by=manager, on=TODAY)
    accept_commitment(commitment, by=administrator, on=TODAY)
    report_delivery(commitment, by=manager, on=TODAY)
    with pytest.raises(Refused):
        confirm_delivery(commitment, by=manager, on=TODAY)
    confirm_delivery(commitment, by=administrator, on=TODAY)
    commitment.refresh_from_db()
    assert (commitment.status, commitment.delivered_on) == ("confirmed", TODAY)


@pytest.mark.parametrize("body", [{}, {"to": "late"}, {"to": "accepted", "why": "x"}, {"to": 1}, {"to": None}])
def test_a_faulty_move_is_refused(stage: Stage, body: dict[str, object]) -> None:
    commitment = put(stage, "accepted")
    assert stage.machine.post(f"commitments/{commitment.pk}/status-changes", body).status_code == 400


def test_whoever_saw_an_older_version_moves_nothing(stage: Stage) -> None:
    """The addresses below a commitment ask for its tag: what is accepted, reported or withdrawn is what was seen."""
    made = stage.offer()
    seen = {"if-match": stage.machine.get(f"commitments/{made}")["ETag"]}
    stage.machine.patch(f"commitments/{made}", {"quantity": 50})
    move = {"to": "withdrawn", "reason": "Te vroeg."}
    stale = stage.machine.post(f"commitments/{made}/status-changes", move, **seen)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert Commitment.objects.get(pk=made).status == "offered"
    report = {"date": TODAY.isoformat(), "quantity": 1}
    Commitment.objects.filter(pk=made).update(status="running")
    assert stage.machine.post(f"commitments/{made}/progress-reports", report, **seen).status_code == 412
    now = {"if-match": stage.machine.get(f"commitments/{made}")["ETag"]}
    assert stage.machine.post(f"commitments/{made}/progress-reports", report, **now).status_code == 201


def test_whoever_saw_older_terms_accepts_nothing(stage: Stage, cast: Cast) -> None:
    """The municipality asks, and changes what it asks for while the partner's program says yes."""
    manager = cast.manager.as_caller()
    asked = offer_commitment(
        stage.program, party=stage.woonbron, description="Veertig woningen", quantity=Decimal(40), unit="woningen",
        start_date=TODAY, due_date=TODAY, by=manager, on=TODAY,
    )  # fmt: skip
    address, accept = f"commitments/{asked.pk}", {"to": "accepted", "reason": ""}
    seen = {"if-match": stage.machine.get(address)["ETag"]}
    change_commitment(asked, by=manager, on=TODAY, quantity=Decimal(400))
    stale = stage.machine.post(f"{address}/status-changes", accept, **seen)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert Commitment.objects.get(pk=asked.pk).status == "offered"
    now = {"if-match": stage.machine.get(address)["ETag"]}
    assert stage.machine.post(f"{address}/status-changes", accept, **now).status_code == 201
    assert Commitment.objects.get(pk=asked.pk).status == "accepted"
