"""What templates say about escalations: their state in glyph and word."""

from __future__ import annotations

from typing import Any

from django import template

from programs.mandates.choices import EscalationStatus
from programs.mandates.models import Escalation

register = template.Library()

_TONES: dict[str, str] = {
    EscalationStatus.OPEN: "watch",
    EscalationStatus.APPROVED: "good",
    EscalationStatus.REJECTED: "bad",
    EscalationStatus.ANSWERED: "calm",
    EscalationStatus.WITHDRAWN: "calm",
}


@register.inclusion_tag("kit/tag.html")
def escalation_tag(escalation: Escalation) -> dict[str, Any]:
    return {"tone": _TONES[escalation.status], "word": EscalationStatus(escalation.status).label}
