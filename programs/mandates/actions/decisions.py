"""Taking a decision: within the mandate it stands, outside it becomes an escalation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from programs.areas.models import Area
from programs.mandates import events
from programs.mandates.choices import Rule
from programs.mandates.models import Decision, Escalation, EscalationStep, Mandate
from programs.mandates.policies import can_decide_under, can_reverse_decision
from programs.mandates.rules import Asked, RuleCode, broken_rule
from programs.mandates.sentences import refusal
from programs.programs.actions import check_open, lock_open
from programs.programs.models import Program
from tenants.accounts.standing import administers
from tenants.kit.caller import Caller
from tenants.kit.checks import faults_of, given_reason
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.kit.models import Row
from tenants.kit.policies import require
from tenants.outbox.actions import Change, change


@dataclass(frozen=True)
class Result:
    """What came of it: a decision, or the rule that said no in a sentence and the escalation it became.

    A refusal is not an exception: the escalation must be stored, and an exception would undo it.
    """

    decision: Decision | None = None
    escalation: Escalation | None = None
    rule: RuleCode | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Preview:
    """What would come of it: taken, with the room that would be left this year; or laid before whom, until when."""

    sentence: str
    room_left: Decimal | None = None
    step: EscalationStep | None = None
    answer_by: dt.date | None = None


def preview_decision(
    mandate: Mandate,
    *,
    kind: str,
    area: Area,
    subject: str,
    by: Caller,
    on: dt.date,
    amount: Decimal = Decimal(0),
    program: Program | None = None,
) -> Preview:
    """What `take_decision` would do now with the same words. Changes nothing."""
    require(can_decide_under, by, mandate, on)
    _asked(mandate, on, kind=kind, area=area, program=program, amount=amount, subject=subject)
    if program is not None:
        check_open(program)
    asked = Asked(UUID(by.id), on, area.pk, kind, amount, spent=mandate.spent_in(on.year))
    rule = broken_rule(mandate.granted(), asked)
    if rule is None:
        return Preview("", room_left=mandate.ceiling_per_year - asked.spent - amount)
    step = _first_step(mandate)
    return Preview(refusal(rule, mandate, asked, area), step=step, answer_by=_answer_by(step, on))


def take_decision(
    mandate: Mandate,
    *,
    kind: str,
    area: Area,
    subject: str,
    by: Caller,
    on: dt.date,
    amount: Decimal = Decimal(0),
    program: Program | None = None,
) -> Result:
    """Decide under a mandate. Outside its rules nothing is decided: it is laid before the first step of the route."""
    require(can_decide_under, by, mandate, on)
    with change(by) as changing:
        if program is not None:
            lock_open(program)
        _lock_mandates_of([mandate.manager_id])
        mandate = Mandate.objects.get(pk=mandate.pk)
        asked = Asked(UUID(by.id), on, area.pk, kind, amount, spent=mandate.spent_in(on.year))
        request = _asked(mandate, on, kind=kind, area=area, program=program, amount=amount, subject=subject)
        rule = broken_rule(mandate.granted(), asked)
        if rule is None:
            return Result(decision=_decide(changing, asked, request))
        escalation = _escalate(changing, asked, {**request, "rule": rule, "spent": asked.spent})
        return Result(escalation=escalation, rule=rule, sentence=refusal(rule, mandate, asked, area))


def bind(
    changing: Change, program: Program, thing: Row, *, kind: str, amount: Decimal, by: Caller, on: dt.date
) -> Decision | None:
    """Bind the municipality to a thing in a programme, as a part of another change: under a mandate that allows it there.

    An administrator needs none. What costs money becomes a decision, so that it counts for the year. Raises Refused
    with the rule that was reached last, since that one came closest to allowing it.
    """
    if administers(by):
        return None
    mandates = Mandate.objects.held_by(by)
    _lock_mandates_of(list(mandates.values_list("manager_id", flat=True)))
    broken: list[RuleCode] = []
    # Read under the lock: one may have been withdrawn, and a manager may have lost the role.
    for mandate in mandates.prefetch_related("mandate_areas"):
        if not can_decide_under(by, mandate, on):
            continue
        for area in program.areas.all():
            asked = Asked(UUID(by.id), on, area.pk, kind, amount, spent=mandate.spent_in(on.year))
            rule = broken_rule(mandate.granted(), asked)
            if rule is None:
                request = {"mandate": mandate, "kind": kind, "area": area, "program": program, "amount": amount}
                bound_for = f"{thing._meta.model_name}:{thing.pk}"
                subject = str(thing)[:300]
                return (
                    _decide(changing, asked, request | {"subject": subject, "bound_for": bound_for}) if amount else None
                )
            broken.append(rule)
    closest = max((Rule(rule) for rule in broken), key=list(Rule).index, default=Rule.SCOPE)
    raise Refused(
        _("Your mandate does not let you accept this: %(rule)s. Ask the administrator, or whoever may.")
        % {"rule": closest.label},
        f"mandate_{closest}",
    )


def reverse_decision(decision: Decision, *, by: Caller, on: dt.date, reason: str) -> Decision:
    """A decision that was wrong counts for nothing from now on. It stays to be read, with the reason."""
    require(can_reverse_decision, by, decision, on)
    reason = given_reason(reason, _("Say why the decision is reversed."))
    with change(by, reason) as changing:
        # The manager reverses while the deputy does: the second finds it reversed.
        decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if decision.reversed_on is not None:
            raise Conflict(_("This decision has been reversed already."))
        if not decision.can_be_reversed:
            raise Conflict(_("This decision came with a commitment that was accepted, and stands as that does."))
        decision.save_changes(reversed_on=on, reversal_reason=reason)
        changing.emit(events.DECISION_REVERSED, decision, mandateId=str(decision.mandate_id), kind=decision.kind)
    return decision


def _lock_mandates_of(managers: list[UUID]) -> None:
    """The manager and the deputy spend the same year's room at the same moment: the second waits here, and then counts
    what the first has spent. All of a manager's mandates, since the sum of the year goes over them; always in one order.
    """
    list(
        Mandate.objects.select_for_update().filter(manager_id__in=managers).order_by("pk").values_list("pk", flat=True)
    )


def _decide(changing: Change, asked: Asked, request: dict[str, Any]) -> Decision:
    decision = Decision.objects.create(taken_by_id=asked.by, taken_on=asked.on, **request)
    changing.emit(events.DECISION_TAKEN, decision, mandateId=str(decision.mandate_id), kind=asked.kind)
    return decision


def _escalate(changing: Change, asked: Asked, request: dict[str, Any]) -> Escalation:
    step = _first_step(request["mandate"])
    escalation = Escalation.objects.create(
        requested_by_id=asked.by, requested_on=asked.on, step=step, answer_by=_answer_by(step, asked.on), **request
    )
    changing.emit(
        events.DECISION_ESCALATED,
        escalation,
        mandateId=str(escalation.mandate_id),
        kind=asked.kind,
        rule=escalation.rule,
    )
    return escalation


def _first_step(mandate: Mandate) -> EscalationStep:
    step: EscalationStep = mandate.steps.order_by("position")[0]
    return step


def _answer_by(step: EscalationStep, on: dt.date) -> dt.date:
    return on + dt.timedelta(days=step.answer_days)


def _asked(mandate: Mandate, on: dt.date, **request: Any) -> dict[str, Any]:
    """What is asked, as its fields read it; raises Invalid with all that is wrong."""
    row = Decision(mandate=mandate, **request)
    if faults := list(faults_of(row, on, unread={"taken_by", "taken_on"})):
        raise Invalid(faults)
    return {"mandate": mandate, **{name: getattr(row, name) for name in request}}
