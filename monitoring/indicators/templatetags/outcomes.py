"""The outcome of an indicator as templates say it: in glyph and word."""

from __future__ import annotations

from typing import Any

from django import template

from monitoring.indicators.names import OUTCOME_NAMES, TONES
from monitoring.indicators.rules import Outcome

register = template.Library()


@register.inclusion_tag("kit/tag.html")
def outcome_tag(outcome: str) -> dict[str, Any]:
    return {"tone": TONES[Outcome(outcome)], "word": OUTCOME_NAMES[Outcome(outcome)]}


@register.filter
def outcome_word(outcome: str) -> str:
    return str(OUTCOME_NAMES[Outcome(outcome)])
