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
from programs.mandates.amounts import fault_in_amount
from programs.mandates.choices import DecisionKind
from programs.mandates.models import Decision, Escalation, Mandate
from programs.mandates.policies import can_decide_under
from programs.mandates.rules import Asked, RuleCode, broken_rule
from programs.mandates.sentences import refusal
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.errors import FieldError, Invalid
from tenants.kit.policies import require
from tenants.outbox.actions import Change, change


@dataclass(frozen=True)
class Outcome:
    """What came of it: a decision, or the rule that said no in a sentence and the escalation it became.

    A refusal is not an exception: the escalation must be stored, and an exception would undo it.
    """

    decision: Decision | None = None
    escalation: Escalation | None = None
    rule: RuleCode | None = None
    sentence: str = ""

    @property
    def is_taken(self) -> bool:
        return self.decision is not None


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
) -> Outcome:
    """Decide under a mandate. Outside its rules nothing is decided: it is laid before the first step of the route."""
    require(can_decide_under, by, mandate, on)
    _check(kind, area, subject.strip(), amount, program)
    with change(by) as changing:
        # The manager and the deputy spend the same year's room at the same moment: the second waits here, and then
        # counts what the first has spent.
        mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
        asked = Asked(UUID(by.id), on, area.pk, kind, amount, spent=mandate.spent_in(on.year))
        request: dict[str, Any] = {
            "kind": kind,
            "area": area,
            "program": program,
            "amount": amount,
            "subject": subject.strip(),
        }
        rule = broken_rule(mandate.granted(), asked)
        if rule is None:
            decision = Decision.objects.create(mandate=mandate, taken_by_id=asked.by, taken_on=on, **request)
            changing.emit(events.DECISION_TAKEN, decision, mandateId=str(mandate.pk), kind=kind)
            return Outcome(decision=decision)
        sentence = refusal(rule, mandate, asked, area)
        escalation = _escalate(changing, asked, {**request, "mandate": mandate, "rule": rule, "sentence": sentence})
        return Outcome(escalation=escalation, rule=rule, sentence=sentence)


def _escalate(changing: Change, asked: Asked, request: dict[str, Any]) -> Escalation:
    step = request["mandate"].steps.order_by("position")[0]
    escalation = Escalation.objects.create(
        requested_by_id=asked.by,
        requested_on=asked.on,
        step=step,
        answer_by=asked.on + dt.timedelta(days=step.answer_days),
        **request,
    )
    changing.emit(
        events.DECISION_ESCALATED,
        escalation,
        mandateId=str(escalation.mandate_id),
        kind=asked.kind,
        rule=escalation.rule,
    )
    return escalation


def _check(kind: str, area: Area, subject: str, amount: Decimal, program: Program | None) -> None:
    errors = []
    if kind not in DecisionKind.values:
        errors.append(FieldError("kind", "invalid", _("Choose a kind of decision from the list.")))
    if not subject:
        errors.append(FieldError("subject", "required", _("Say in one sentence what is decided.")))
    if len(subject) > 300:
        errors.append(FieldError("subject", "too_long", _("Use at most 300 characters.")))
    if fault := fault_in_amount(amount):
        errors.append(FieldError("amount", "invalid", fault))
    if program is not None and not program.program_areas.filter(area=area).exists():
        text = _("%(area)s is not an area of this programme.") % {"area": area}
        errors.append(FieldError("area", "invalid", text))
    if errors:
        raise Invalid(errors)
