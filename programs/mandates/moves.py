"""The moves of an escalation: an answer closes it, and nothing opens it again; a new request is a new escalation."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from programs.mandates import events
from programs.mandates.choices import EscalationStatus
from tenants.kit.moves import Move, Moves


class By(StrEnum):
    """Whose move it is."""

    ASKED = "asked"
    ASKING = "asking"


_ANSWERED = events.ESCALATION_ANSWERED
_OPEN = EscalationStatus.OPEN

MOVES = Moves(
    EscalationStatus,
    (
        Move(
            _OPEN, EscalationStatus.APPROVED, By.ASKED, _ANSWERED, _("Approve: it becomes a decision"), False, "grave",
            _("It is decided at once, in your name. It does not use up what the manager may decide alone."),
        ),
        Move(_OPEN, EscalationStatus.REJECTED, By.ASKED, _ANSWERED, _("Reject"), True),
        Move(_OPEN, EscalationStatus.ANSWERED, By.ASKED, _ANSWERED, _("Answer in another way"), True),
        Move(
            _OPEN, EscalationStatus.WITHDRAWN, By.ASKING, events.ESCALATION_WITHDRAWN, _("Withdraw the question"), True,
            "grave", _("Nobody has to answer it any more. A new question can be asked."),
        ),
    ),
)  # fmt: skip
