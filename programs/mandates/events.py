"""What happens to mandates, decisions and escalations."""

from functools import partial

from tenants.kit.scopes import Scope
from tenants.outbox.kinds import EventKind

_of_mandate = partial(EventKind, seen_with="mandates.Mandate", scope=Scope.PROGRAMS_READ)
_of_decision = partial(EventKind, seen_with="mandates.Decision", scope=Scope.PROGRAMS_READ)
_of_escalation = partial(EventKind, seen_with="mandates.Escalation", scope=Scope.PROGRAMS_READ)

MANDATE_GRANTED = _of_mandate("mandate.granted")
MANDATE_AGREED = _of_mandate("mandate.agreed")
MANDATE_WITHDRAWN = _of_mandate("mandate.withdrawn")
MANDATE_DEPUTY_ENDED = _of_mandate("mandate.deputy_ended")
MANDATE_ROUTE_CHANGED = _of_mandate("mandate.route_changed")
DECISION_REVERSED = _of_decision("decision.reversed")
DECISION_TAKEN = _of_decision("decision.taken")
DECISION_ESCALATED = _of_escalation("decision.escalated")
ESCALATION_MOVED_UP = _of_escalation("escalation.moved_up")
ESCALATION_OVERDUE = _of_escalation("escalation.overdue")
ESCALATION_WITHDRAWN = _of_escalation("escalation.withdrawn")
ESCALATION_ANSWERED = _of_escalation("escalation.answered")
