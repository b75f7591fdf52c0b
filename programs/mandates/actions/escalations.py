"""Answering an escalation, and moving it up when nobody does."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from programs.mandates import events
from programs.mandates.choices import MOVES, EscalationStatus
from programs.mandates.models import Decision, Escalation
from programs.mandates.policies import can_answer_escalation
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, Invalid
from tenants.kit.policies import require
from tenants.outbox.actions import Change, change


def answer_escalation(escalation: Escalation, *, verdict: str, answer: str, by: Caller, on: dt.date) -> Escalation:
    """Approve (it becomes a decision), reject, or answer in another way. Only an approval needs no explanation."""
    _check_verdict(verdict, answer)
    with change(by) as changing:
        # Somebody answers while the nightly task moves it up: the task waits, or the answer comes a step too late.
        escalation = (
            Escalation.objects.select_for_update(of=("self",)).select_related("step", "mandate").get(pk=escalation.pk)
        )
        require(can_answer_escalation, by, escalation, on)
        if verdict not in MOVES[escalation.status]:
            raise Conflict(_("This has been answered already: %(status)s.") % {"status": _label(escalation)})
        escalation.status = EscalationStatus(verdict)
        escalation.answer = answer.strip()
        escalation.answered_by_id = UUID(by.id)
        escalation.answered_on = on
        escalation.save(update_fields=["status", "answer", "answered_by", "answered_on"])
        changing.emit(events.ESCALATION_ANSWERED, escalation, verdict=verdict)
        if verdict == EscalationStatus.APPROVED:
            _decide_from_above(changing, escalation, UUID(by.id), on)
    return escalation


def escalate_overdue(*, by: Caller, on: dt.date) -> int:
    """Move every escalation that was left unanswered one step up. Returns how many were touched."""
    overdue = Escalation.objects.overdue(on).order_by("answer_by", "id").values_list("pk", flat=True)
    return sum(_move_up(pk, by=by, on=on) for pk in list(overdue))


def _move_up(pk: UUID, *, by: Caller, on: dt.date) -> bool:
    """One step up with that step's own term. At the top it stays, and the council sees that it is overdue."""
    with change(by, "unanswered") as changing:
        escalation = Escalation.objects.select_for_update(of=("self",)).select_related("step").get(pk=pk)
        if not escalation.is_overdue(on):
            return False
        first_time = escalation.overdue_since is None
        if first_time:
            escalation.overdue_since = escalation.answer_by + dt.timedelta(days=1)
            changing.emit(events.ESCALATION_OVERDUE, escalation)
        following = escalation.mandate.steps.filter(position__gt=escalation.step.position).order_by("position").first()
        if following is not None:
            escalation.step = following
            escalation.answer_by = on + dt.timedelta(days=following.answer_days)
            changing.emit(events.ESCALATION_MOVED_UP, escalation, position=following.position)
        if following is None and not first_time:
            return False
        escalation.save(update_fields=["overdue_since", "step", "answer_by"])
        return True


def _decide_from_above(changing: Change, escalation: Escalation, decider: UUID, on: dt.date) -> None:
    decision = Decision.objects.create(
        mandate_id=escalation.mandate_id,
        escalation=escalation,
        kind=escalation.kind,
        area_id=escalation.area_id,
        program_id=escalation.program_id,
        amount=escalation.amount,
        subject=escalation.subject,
        taken_by_id=decider,
        taken_on=on,
    )
    changing.emit(events.DECISION_TAKEN, decision, mandateId=str(escalation.mandate_id), kind=escalation.kind)


def _check_verdict(verdict: str, answer: str) -> None:
    if verdict not in MOVES[EscalationStatus.OPEN]:
        raise Invalid({"verdict": _("Choose what your answer is.")})
    if verdict != EscalationStatus.APPROVED and not answer.strip():
        raise Invalid({"answer": _("Explain your answer; whoever asked must be able to go on with it.")}, "required")


def _label(escalation: Escalation) -> str:
    return str(EscalationStatus(escalation.status).label)
