"""Who may do what with mandates, decisions and escalations."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from programs.mandates.models import Escalation, Mandate
from tenants.accounts.choices import Role
from tenants.accounts.standing import administers, sits_in_council, works_here
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Mandates and decisions are for those who work for the municipality."))
def can_see_mandates(caller: Caller, on: dt.date) -> bool:
    return works_here(caller)


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
    mandate, step = escalation.mandate, escalation.step
    if any(caller.is_user(asking) for asking in (escalation.requested_by_id, mandate.manager_id, mandate.deputy_id)):
        return False
    if step.user_id is not None:
        return caller.is_user(step.user_id) and works_here(caller)
    return caller.has_role(Role(step.role))
