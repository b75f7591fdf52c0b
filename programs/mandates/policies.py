"""Who may do what with mandates, decisions and escalations."""

from programs.mandates.models import Escalation, Mandate
from programs.mandates.querysets import works_here
from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_see_mandates(caller: Caller) -> bool:
    return works_here(caller)


def can_see_escalations(caller: Caller) -> bool:
    """The council too, but it sees only what was left unanswered past its term."""
    return works_here(caller) or (caller.kind == "user" and caller.has_role(Role.COUNCIL_MEMBER))


def can_grant_mandate(caller: Caller) -> bool:
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR)


def can_decide_under(caller: Caller, mandate: Mandate) -> bool:
    """The manager and the deputy. Whether the mandate allows what they want is a rule, not a right."""
    return caller.kind == "user" and caller.id in (str(mandate.manager_id), str(mandate.deputy_id))


def can_answer_escalation(caller: Caller, escalation: Escalation) -> bool:
    """Whoever the step names, never the person who asked."""
    if caller.kind != "user" or caller.id == str(escalation.requested_by_id):
        return False
    if escalation.step.user_id is not None:
        return caller.id == str(escalation.step.user_id)
    return caller.has_role(escalation.step.role)
