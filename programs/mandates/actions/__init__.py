"""Changes of mandates, decisions and escalations."""

from programs.mandates.actions.decisions import Outcome, take_decision
from programs.mandates.actions.escalations import answer_escalation, escalate_overdue
from programs.mandates.actions.mandates import RouteStep, grant_mandate, withdraw_mandate

__all__ = [
    "Outcome",
    "RouteStep",
    "answer_escalation",
    "escalate_overdue",
    "grant_mandate",
    "take_decision",
    "withdraw_mandate",
]
