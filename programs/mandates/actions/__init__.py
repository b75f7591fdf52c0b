"""Changes of mandates, decisions and escalations."""

from programs.mandates.actions.decisions import Preview, Result, bind, preview_decision, reverse_decision, take_decision
from programs.mandates.actions.escalations import answer_escalation, escalate_overdue, withdraw_escalation
from programs.mandates.actions.mandates import agree_to_mandate, grant_mandate, withdraw_mandate
from programs.mandates.terms import RouteStep

__all__ = [
    "Preview",
    "Result",
    "RouteStep",
    "agree_to_mandate",
    "answer_escalation",
    "bind",
    "escalate_overdue",
    "grant_mandate",
    "preview_decision",
    "reverse_decision",
    "take_decision",
    "withdraw_escalation",
    "withdraw_mandate",
]
