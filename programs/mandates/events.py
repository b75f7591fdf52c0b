"""What happens to mandates, decisions and escalations."""

MANDATE_GRANTED = "mandate.granted"
MANDATE_WITHDRAWN = "mandate.withdrawn"
DECISION_TAKEN = "decision.taken"
DECISION_ESCALATED = "decision.escalated"
ESCALATION_MOVED_UP = "escalation.moved_up"
ESCALATION_OVERDUE = "escalation.overdue"
ESCALATION_ANSWERED = "escalation.answered"
