"""Answering an escalation, and moving it up when nobody does."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from programs.mandates import events
from programs.mandates.choices import EscalationStatus
from programs.mandates.models import Decision, Escalation, EscalationStep
from programs.mandates.moves import MOVES, By
from programs.mandates.policies import can_answer_escalation, can_withdraw_escalation, somebody_can_answer
from programs.programs.actions import lock_open
from tenants.kit.caller import Caller
from tenants.kit.checks import given_reason
from tenants.kit.errors import Invalid
from tenants.kit.moves import Move
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import Change, change


def answer_escalation(
    escalation: Escalation, *, verdict: str, answer: str, by: Caller, on: dt.date, seen: Seen | None = None
) -> Escalation:
    """Approve (it becomes a decision), reject, or answer in another way. Only an approval needs no explanation."""
    _check_verdict(verdict, answer)
    with change(by) as changing:
        escalation = _lock(escalation.pk)
        require(can_answer_escalation, by, escalation, on)
        move = MOVES.required(escalation.status, verdict, possible=_moves_of(escalation, By.ASKED))
        escalation.check_unchanged(seen)
        escalation.save_changes(status=move.to, answer=answer.strip(), answered_by_id=UUID(by.id), answered_on=on)
        changing.emit(move.event, escalation, verdict=verdict)
        if verdict == EscalationStatus.APPROVED:
            _decide_from_above(changing, escalation, UUID(by.id), on)
    return escalation


def withdraw_escalation(escalation: Escalation, *, by: Caller, on: dt.date, reason: str) -> Escalation:
    """Whoever asked takes the question back, as long as nobody has answered it."""
    require(can_withdraw_escalation, by, escalation, on)
    reason = given_reason(reason, _("Say why the question is withdrawn."))
    with change(by, reason) as changing:
        escalation = _lock(escalation.pk)
        move = MOVES.required(escalation.status, EscalationStatus.WITHDRAWN, possible=_moves_of(escalation, By.ASKING))
        escalation.save_changes(status=move.to, answer=reason, answered_by_id=UUID(by.id), answered_on=on)
        changing.emit(move.event, escalation)
    return escalation


def _lock(pk: UUID) -> Escalation:
    """Somebody answers while the nightly task moves it up, or while it is withdrawn: the second comes too late."""
    rows = Escalation.objects.select_for_update(of=("self",)).select_related("step", "mandate")
    return rows.get(pk=pk)


def _moves_of(escalation: Escalation, by: By) -> list[Move]:
    return [move for move in MOVES.moves_from(escalation.status) if move.by == by]


def escalate_overdue(*, by: Caller, on: dt.date) -> int:
    """Move every escalation that was left unanswered one step up. Returns how many were touched."""
    overdue = Escalation.objects.overdue(on).order_by("answer_by", "id").values_list("pk", flat=True)
    return sum(_move_up(pk, by=by, on=on) for pk in list(overdue))


def _move_up(pk: UUID, *, by: Caller, on: dt.date) -> bool:
    """One step up with that step's own term. At the top it stays, and the council sees that it is overdue."""
    with change(by, "unanswered") as changing:
        escalation = _lock(pk)
        if not escalation.is_overdue(on):
            return False
        first_time = escalation.overdue_since is None
        if first_time:
            escalation.overdue_since = escalation.answer_by + dt.timedelta(days=1)
            changing.emit(events.ESCALATION_OVERDUE, escalation)
        following = _next_step(escalation, on)
        if following is not None:
            escalation.step = following
            escalation.answer_by = on + dt.timedelta(days=following.answer_days)
            changing.emit(events.ESCALATION_MOVED_UP, escalation, position=following.position)
        if following is None and not first_time:
            return False
        escalation.save(update_fields=["overdue_since", "step", "answer_by"])
        return True


def _next_step(escalation: Escalation, on: dt.date) -> EscalationStep | None:
    """The next one up that somebody can answer: never the person who asked, nor whose mandate it is."""
    higher = escalation.mandate.steps.filter(position__gt=escalation.step.position).order_by("position")
    return next((step for step in higher.select_related("user") if somebody_can_answer(step, escalation)), None)


def _decide_from_above(changing: Change, escalation: Escalation, decider: UUID, on: dt.date) -> None:
    if escalation.program is not None:
        lock_open(escalation.program)
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
    move = MOVES.find(EscalationStatus.OPEN, verdict)
    if move is None or move.by != By.ASKED:
        raise Invalid({"verdict": _("Choose what your answer is.")})
    if move.needs_reason and not answer.strip():
        raise Invalid({"answer": _("Explain your answer; whoever asked must be able to go on with it.")}, "required")
