"""Accepting and withdrawing meet at the same moment: one wins, the other is told what is possible now."""

from __future__ import annotations

from decimal import Decimal

from participation.commitments.actions import accept_commitment, change_status, report_progress
from participation.commitments.choices import Status
from participation.commitments.models import Commitment, ProgressReport
from participation.partners.actions import issue_api_key
from participation.partners.models import ApiKey
from tenants.kit.caller import Caller, System
from tenants.kit.errors import Conflict
from tenants.outbox.models import Event
from tenants.public.municipalities.models import Municipality
from tests import cast as people
from tests.at_once import at_once
from tests.conftest import TODAY
from tests.participation.commitments.things import Stage, set_up
from tests.participation.partners.things import ALL_SCOPES


def staged(municipality: Municipality) -> tuple[Stage, Commitment, Caller, Caller]:
    cast = people.present()
    stage = set_up(cast.manager)
    partner = ApiKey.objects.get(partner=stage.woonbron).as_caller()
    commitment = Commitment.objects.create(
        program=stage.program,
        party=stage.woonbron,
        description="Homes",
        quantity=Decimal(1),
        unit="homes",
        start_date=TODAY,
        due_date=TODAY,
        status="offered",
        offered_by_side="party",
        offered_by=partner.label(),
    )
    return stage, commitment, partner, cast.manager.as_caller()


def test_accept_and_withdraw_meet(own_municipality: Municipality) -> None:
    _stage, commitment, partner, manager = staged(own_municipality)
    for _round in range(5):
        Commitment.objects.filter(pk=commitment.pk).update(status="offered")
        commitment.status_changes.all().delete()
        accepted, withdrawn = at_once(
            own_municipality,
            lambda: accept_commitment(commitment, by=manager, on=TODAY),
            lambda: change_status(commitment, Status.WITHDRAWN, by=partner, on=TODAY, reason="Too early."),
        )
        refused = [result for result in (accepted, withdrawn) if isinstance(result, Conflict)]
        assert len(refused) == 1
        commitment.refresh_from_db()
        assert commitment.status == ("accepted" if refused[0] is withdrawn else "withdrawn")
        assert commitment.status_changes.count() == 1
        assert "Mogelijk" in str(refused[0]) or "Possible" in str(refused[0]) or "kan nu" in str(refused[0])
    assert Event.objects.filter(subject_id=str(commitment.pk)).count() == 5


def test_one_report_is_corrected_once(own_municipality: Municipality) -> None:
    _stage, commitment, partner, _manager = staged(own_municipality)
    Commitment.objects.filter(pk=commitment.pk).update(status="running")
    first = report_progress(commitment, date=TODAY, quantity=Decimal(1), by=partner, on=TODAY)

    def correct() -> object:
        return report_progress(commitment, date=TODAY, quantity=first.quantity, by=partner, on=TODAY, replaces=first)

    results = at_once(own_municipality, correct, correct)
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert ProgressReport.objects.filter(replaces=first).count() == 1


def test_a_third_key_cannot_slip_in(own_municipality: Municipality) -> None:
    stage, *_rest = staged(own_municipality)

    def issue() -> object:
        return issue_api_key(stage.woonbron, name="k", contact="c", scopes=ALL_SCOPES, by=System("test"), on=TODAY)

    results = at_once(own_municipality, issue, issue)
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert ApiKey.objects.of_owner(stage.woonbron).live_on(TODAY).count() == 2
