"""Who may do what with mandates, decisions and escalations."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from programs.mandates.models import Decision, Escalation, EscalationStep, Mandate
from programs.mandates.querysets import AGREE_TO_MANDATES
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.accounts.standing import acts_for_municipality, administers, sits_in_council, works_here
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Mandates and decisions are for those who work for the municipality."))
def can_see_mandates(caller: Caller, on: dt.date) -> bool:
    return acts_for_municipality(caller)


@refusal(_("Escalations are for those who work for the municipality and for the council."))
def can_see_escalations(caller: Caller, on: dt.date) -> bool:
    """The council too, but it sees only what was left unanswered past its term."""
    return works_here(caller) or sits_in_council(caller)


@refusal(_("Only an administrator can grant a mandate."))
def can_grant_mandate(caller: Caller, on: dt.date) -> bool:
    return administers(caller)


@refusal(_("Only an administrator can withdraw a mandate."))
def can_withdraw_mandate(caller: Caller, mandate: Mandate, on: dt.date) -> bool:
    return administers(caller)


@refusal(_("Only the manager and the deputy of this mandate can decide under it."))
def can_decide_under(caller: Caller, mandate: Mandate, on: dt.date) -> bool:
    """The manager, as long as they are an area manager, and the deputy, as long as they work here.

    Whether the mandate allows what they want, and still holds, is a rule and not a right: see `rules.broken_rule`.
    """
    if caller.is_user(mandate.manager_id):
        return caller.has_role(Role.AREA_MANAGER)
    return caller.is_user(mandate.deputy_id) and works_here(caller)


@refusal(_("Only the person or the role that was asked can answer."))
def can_answer_escalation(caller: Caller, escalation: Escalation, on: dt.date) -> bool:
    """Whoever the step names. Never the person who asked, nor the manager or the deputy whose mandate it is."""
    step = escalation.step
    if any(caller.is_user(asking) for asking in askers_of(escalation)):
        return False
    if step.user_id is not None:
        return caller.is_user(step.user_id) and works_here(caller)
    return caller.has_role(Role(step.role))


def askers_of(escalation: Escalation) -> tuple[UUID | None, ...]:
    """Who stands on the asking side: who asked, and the manager and the deputy whose mandate it is."""
    return escalation.requested_by_id, escalation.mandate.manager_id, escalation.mandate.deputy_id


def somebody_can_answer(step: EscalationStep, escalation: Escalation) -> bool:
    """Whether somebody other than those who ask could answer at this step of the route."""
    if step.user is not None:
        return step.user.is_active and step.user_id not in askers_of(escalation)
    others = User.objects.active().with_role(Role(step.role)).exclude(pk__in=[id for id in askers_of(escalation) if id])
    return bool(others.exists())


@refusal(_("Only whoever asked can withdraw the question."))
def can_withdraw_escalation(caller: Caller, escalation: Escalation, on: dt.date) -> bool:
    return caller.is_user(escalation.requested_by_id)


@refusal(_("Only whoever took the decision, or an administrator, can reverse it."))
def can_reverse_decision(caller: Caller, decision: Decision, on: dt.date) -> bool:
    """Whoever took it, as long as the mandate holds and they may decide under it; above them an administrator."""
    if administers(caller):
        return not caller.is_user(decision.taken_by_id)
    mandate = decision.mandate
    is_their_day = mandate.is_valid_on(on) and (caller.is_user(mandate.manager_id) or mandate.has_deputy_on(on))
    return is_their_day and caller.is_user(decision.taken_by_id) and can_decide_under(caller, mandate, on)


@refusal(_("Somebody else must agree: an administrator other than the one who granted it, or the council clerk."))
def can_agree_to_mandate(caller: Caller, mandate: Mandate, on: dt.date) -> bool:
    """The second person above the municipality's limit: not who granted it, and not whom it is about."""
    if not caller.has_role(*AGREE_TO_MANDATES) or caller.label() == mandate.granted_by:
        return False
    return not (caller.is_user(mandate.manager_id) or caller.is_user(mandate.deputy_id))
