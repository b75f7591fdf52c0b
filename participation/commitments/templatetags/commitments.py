"""What templates say about commitments: their state in glyph and word, how much was promised."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from participation.commitments.choices import Status
from participation.commitments.models import Commitment
from participation.commitments.sentences import plain_figure, promised

register = template.Library()

# A state has no glyph and no colour: those say how it ended.
_TONES: dict[str, str] = {
    Status.CONFIRMED: "good",
    Status.RESOLVED: "good",
    Status.DISPUTED: "bad",
    Status.BROKEN: "bad",
}


@register.inclusion_tag("kit/tag.html")
def commitment_tag(commitment: Commitment, on: dt.date) -> dict[str, Any]:
    """The state, and that it is late when it is."""
    word = str(Status(commitment.status).label)
    if commitment.is_late(on):
        return {"tone": "bad", "word": _("%(status)s, late") % {"status": word}}
    return {"tone": _TONES.get(commitment.status, "state"), "word": word}


@register.filter
def how_much(commitment: Commitment) -> str:
    """What was promised in a few words: 40 homes, or an amount."""
    return promised(commitment)


@register.filter
def quantity(number: Decimal | None) -> str:
    """A quantity without the zeros that its column adds."""
    return "–" if number is None else plain_figure(number)
