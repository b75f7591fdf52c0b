"""Who wrote any part of what is agreed to does not agree to it, and a department's money is bound under a mandate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from participation.commitments.actions import (
    accept_commitment,
    change_commitment,
    change_status,
    confirm_delivery,
    dispute_commitment,
    offer_commitment,
    report_delivery,
    report_progress,
)
from participation.commitments.choices import Side
from participation.commitments.models import Commitment
from participation.commitments.moves import MOVES
from participation.partners.choices import PartnerKind
from participation.partners.models import Partner
from programs.mandates.actions import withdraw_mandate
from programs.mandates.models import Decision, Mandate
from tenants.accounts.models import User
from tenants.kit.caller import Caller, System
from tenants.kit.errors import Refused
from tests.callers import as_user
from tests.cast import Cast
from tests.conftest import TODAY
from tests.participation.commitments.things import Stage
from tests.participation.partners.things import make_partner


@pytest.fixture
def department(stage: Stage) -> Partner:
    return make_partner("Stadsbeheer", PartnerKind.MUNICIPAL_DEPARTMENT)


def offered(stage: Stage, department: Partner, by: Caller, **terms: Any) -> Commitment:
    filled: dict[str, Any] = {
        "description": "Twintig bomen geplant",
        "amount": Decimal(10_000),
        "start_date": TODAY,
        "due_date": TODAY,
    }
    return offer_commitment(stage.program, party=department, by=by, on=TODAY, **{**filled, **terms})


Act = Callable[[Commitment, Caller], object]
# Each part that somebody can author, and what they may not do after it.
AUTHORING: dict[str, tuple[Act, str]] = {
    "changes the terms": (lambda it, by: change_commitment(it, by=by, on=TODAY, amount=Decimal(5_000)), "accepted"),
    "offers a colleague's draft": (lambda it, by: change_status(it, "offered", by=by, on=TODAY), "accepted"),
    "reports progress": (
        lambda it, by: report_progress(it, date=TODAY, quantity=Decimal(1), by=by, on=TODAY),
        "confirmed",
    ),
    "reports the delivery": (lambda it, by: report_delivery(it, by=by, on=TODAY), "confirmed"),
}


@pytest.mark.parametrize("what", AUTHORING)
@pytest.mark.parametrize("is_author", [True, False])
def test_whoever_authored_a_part_does_not_agree_to_it(
    stage: Stage, cast: Cast, department: Partner, what: str, is_author: bool
) -> None:
    first, author, another = (user.as_caller() for user in (cast.editor, cast.administrator, cast.manager))
    Mandate.objects.update(ceiling_per_decision=100_000, ceiling_per_year=100_000)
    act, to = AUTHORING[what]
    commitment = offered(stage, department, first, as_draft="draft" in what)
    if to == "confirmed":
        accept_commitment(commitment, by=author, on=TODAY)
    act(commitment, author)
    if what == "reports progress":
        report_delivery(commitment, by=first, on=TODAY)
    agree = accept_commitment if to == "accepted" else confirm_delivery
    if is_author:
        with pytest.raises(Refused) as refused:
            agree(commitment, by=author, on=TODAY)
        assert refused.value.code == "own_part"
    else:
        agree(commitment, by=another, on=TODAY)
    commitment.refresh_from_db()
    assert (commitment.status == to) is not is_author


@pytest.mark.parametrize("to", ["confirmed", "disputed", "resolved"])
def test_whoever_reported_the_delivery_does_not_judge_it(
    stage: Stage, cast: Cast, department: Partner, to: str
) -> None:
    """A colleague at city hall says whether it was delivered, and whether a dispute about that is over."""
    reporter, another = cast.administrator.as_caller(), cast.manager.as_caller()
    commitment = offered(stage, department, cast.editor.as_caller(), amount=None, quantity=Decimal(1), unit="boom")
    accept_commitment(commitment, by=another, on=TODAY)
    report_delivery(commitment, by=reporter, on=TODAY)
    if to == "resolved":
        dispute_commitment(commitment, by=another, on=TODAY, reason="Er staat niets.")
    with pytest.raises(Refused) as refused:
        change_status(commitment, to, by=reporter, on=TODAY, reason="Zo.")
    assert refused.value.code == "own_part"
    change_status(commitment, to, by=another, on=TODAY, reason="Zo.")


def test_the_manager_of_a_programme_who_is_no_area_manager_any_more_answers_nothing(stage: Stage, cast: Cast) -> None:
    """Their name still stands under the programme; the mandate went to somebody else."""
    commitment = Commitment.objects.get(pk=stage.offer())
    Mandate.objects.update(manager=cast.other_manager)
    User.objects.filter(pk=cast.manager.pk).update(roles=["reader"])
    former = User.objects.get(pk=cast.manager.pk).as_caller()
    with pytest.raises(Refused):
        change_status(commitment, "declined", by=former, on=TODAY, reason="Zo.")


def test_what_a_partner_is_still_writing_is_not_seen_at_city_hall(
    stage: Stage, cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    draft = stage.offer(description="Nog niet af")
    Commitment.objects.filter(pk=draft).update(status="draft")
    assert stage.machine.get(f"commitments/{draft}").status_code == 200
    for person in (cast.manager, cast.administrator, cast.reader):
        client = signed_in(person)
        assert client.get(f"/commitments/{draft}").status_code == 404
        assert "Nog niet af" not in client.get("/commitments").content.decode()


def test_whoever_drafted_it_does_not_accept_it_when_a_colleague_offered_it(
    stage: Stage, cast: Cast, department: Partner
) -> None:
    drafter, colleague = cast.administrator.as_caller(), cast.editor.as_caller()
    commitment = offered(stage, department, drafter, as_draft=True)
    change_status(commitment, "offered", by=colleague, on=TODAY)
    with pytest.raises(Refused):
        accept_commitment(commitment, by=drafter, on=TODAY)


@pytest.mark.parametrize(("ceiling", "year", "rule"), [(9_999, 50_000, "ceiling"), (10_000, 9_999, "year_sum")])
def test_a_department_s_money_is_bound_by_the_ceilings(
    stage: Stage, cast: Cast, department: Partner, ceiling: int, year: int, rule: str
) -> None:
    commitment = offered(stage, department, cast.editor.as_caller())
    Mandate.objects.update(ceiling_per_decision=ceiling, ceiling_per_year=year)
    with pytest.raises(Refused) as refused:
        accept_commitment(commitment, by=cast.manager.as_caller(), on=TODAY)
    assert refused.value.code == f"mandate_{rule}"
    assert not Decision.objects.exists()


def test_what_is_accepted_counts_for_the_year(stage: Stage, cast: Cast, department: Partner) -> None:
    Mandate.objects.update(ceiling_per_decision=10_000, ceiling_per_year=15_000)
    first, second = (offered(stage, department, cast.editor.as_caller()) for _number in range(2))
    accept_commitment(first, by=cast.manager.as_caller(), on=TODAY)
    decision = Decision.objects.get()
    assert (decision.amount, decision.kind, decision.subject) == (
        Decimal(10_000), "accept_commitment", "Twintig bomen geplant",
    )  # fmt: skip
    with pytest.raises(Refused):
        accept_commitment(second, by=cast.manager.as_caller(), on=TODAY)


def test_what_is_accepted_is_not_reversed_by_its_decision_alone(stage: Stage, cast: Cast, department: Partner) -> None:
    """Or the room of the year would be back, while the commitment goes on."""
    Mandate.objects.update(ceiling_per_decision=10_000, ceiling_per_year=10_000)
    accept_commitment(offered(stage, department, cast.editor.as_caller()), by=cast.manager.as_caller(), on=TODAY)
    decision = Decision.objects.get()
    manager = as_user(cast.manager)
    assert f"/decisions/{decision.pk}/reversal" not in manager.get(f"/mandates/{decision.mandate_id}").content.decode()
    answer = manager.post(f"/decisions/{decision.pk}/reversal", {"reason": "Ruimte maken."})
    assert answer.status_code == 400
    assert "hoort bij een aanvaarde toezegging" in answer.content.decode()
    assert Decision.objects.standing().exists()


def test_a_partner_s_own_money_binds_nothing(stage: Stage, cast: Cast) -> None:
    commitment = Commitment.objects.get(pk=stage.offer(quantity=None, unit="", amount=900_000))
    accept_commitment(commitment, by=cast.manager.as_caller(), on=TODAY)
    assert not Decision.objects.exists()


def without_role(user: User, _mandate: Mandate) -> None:
    user.roles = ["reader"]


def ended(_user: User, mandate: Mandate) -> None:
    Mandate.objects.filter(pk=mandate.pk).update(valid_until=TODAY)


def withdrawn(_user: User, mandate: Mandate) -> None:
    withdraw_mandate(mandate, by=System("test"), on=TODAY, reason="Zo besloten.")


def not_agreed(_user: User, mandate: Mandate) -> None:
    Mandate.objects.filter(pk=mandate.pk).update(needs_agreement=True)


# What the municipality does with a partner's promise: all of it, as the table of moves has it.
MUNICIPAL = [(move.origin, move.to) for move in MOVES if Side.MUNICIPALITY in move.by.sides(Side.PARTY)]


@pytest.mark.parametrize(
    "lost",
    [without_role, ended, withdrawn, not_agreed],
    ids=["demoted", "ended", "withdrawn", "waits for a second person"],
)
@pytest.mark.parametrize(("origin", "to"), MUNICIPAL)
def test_a_right_that_passed_is_no_right(
    stage: Stage, cast: Cast, lost: Callable[[User, Mandate], None], origin: str, to: str
) -> None:
    """By a mandate only: another manager's programme, in which this one held a mandate."""
    commitment = Commitment.objects.get(pk=stage.offer())
    Commitment.objects.filter(pk=commitment.pk).update(status=origin)
    stage.program.manager = cast.other_manager
    stage.program.save()
    lost(cast.manager, Mandate.objects.get())
    with pytest.raises(Refused):
        change_status(commitment, to, by=cast.manager.as_caller(), on=TODAY, reason="Zo.")


@pytest.mark.parametrize(("origin", "to"), MUNICIPAL)
def test_a_deputy_acts_within_their_term_only(stage: Stage, cast: Cast, origin: str, to: str) -> None:
    Mandate.objects.update(deputy=cast.other_manager, deputy_from=TODAY, deputy_until=TODAY + dt.timedelta(days=10))
    commitment = Commitment.objects.get(pk=stage.offer())
    Commitment.objects.filter(pk=commitment.pk).update(status=origin)
    deputy = cast.other_manager.as_caller()
    for day in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=10)):
        with pytest.raises(Refused):
            change_status(commitment, to, by=deputy, on=day, reason="Zo.")
    change_status(commitment, to, by=deputy, on=TODAY + dt.timedelta(days=9), reason="Zo.")
    commitment.refresh_from_db()
    assert commitment.status == to


def test_a_former_manager_does_not_bind_by_standing_in_elsewhere(stage: Stage, cast: Cast, department: Partner) -> None:
    """The mandate of their days as a manager holds on; as somebody's deputy they may act here, for nothing."""
    commitment = offered(stage, department, cast.editor.as_caller())
    mandate = Mandate.objects.get()
    Mandate.objects.update(ceiling_per_decision=100_000, ceiling_per_year=100_000)
    area = mandate.areas.get()
    elsewhere = Mandate.objects.create(
        manager=cast.other_manager, kinds=["accept_commitment"], ceiling_per_decision=0, ceiling_per_year=0,
        valid_from=dt.date(2024, 1, 1), valid_until=dt.date(2025, 1, 1), granted_by="system:test",
        deputy=cast.manager, deputy_from=TODAY, deputy_until=dt.date(2025, 1, 1),
    )  # fmt: skip
    elsewhere.areas.add(area)
    cast.manager.roles = ["reader"]
    cast.manager.save()
    with pytest.raises(Refused) as refused:
        accept_commitment(commitment, by=cast.manager.as_caller(), on=TODAY)
    assert refused.value.code == "mandate_ceiling"
    assert not Decision.objects.exists()
