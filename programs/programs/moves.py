"""The moves of a programme and of a version of its vision."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from programs.programs import events
from programs.programs.choices import ProgramStatus, VisionStatus
from tenants.kit.moves import Move, Moves


class By(StrEnum):
    """Whose move it is."""

    EDITORS = "editors"
    VISION = "vision"  # what happens to its vision brings it about: proposed, taken back, adopted


_CHANGED = events.PROGRAM_STATUS_CHANGED
_CLOSES = _(
    "Nothing can be promised, decided or measured in it any more. What was agreed and what came of it stays public."
)
_GIVES_UP = _("The plan ends here and never becomes public. It cannot be taken up again; a new one can be started.")

MOVES = Moves(
    ProgramStatus,
    (
        Move(ProgramStatus.DRAFT, ProgramStatus.PROPOSED, By.VISION, _CHANGED, _("Propose to the council")),
        Move(ProgramStatus.DRAFT, ProgramStatus.ADOPTED, By.VISION, _CHANGED, _("Adopt the vision")),
        Move(
            ProgramStatus.DRAFT, ProgramStatus.DROPPED, By.EDITORS, _CHANGED, _("Give this plan up"), True, "grave",
            _GIVES_UP,
        ),
        Move(ProgramStatus.PROPOSED, ProgramStatus.DRAFT, By.VISION, _CHANGED, _("Take back as a draft")),
        Move(ProgramStatus.PROPOSED, ProgramStatus.ADOPTED, By.VISION, _CHANGED, _("Adopt the vision")),
        Move(
            ProgramStatus.PROPOSED, ProgramStatus.DROPPED, By.EDITORS, _CHANGED, _("Give this plan up"), True, "grave",
            _GIVES_UP,
        ),
        Move(ProgramStatus.ADOPTED, ProgramStatus.RUNNING, By.EDITORS, _CHANGED, _("Start the work")),
        Move(
            ProgramStatus.ADOPTED, ProgramStatus.CLOSED, By.EDITORS, _CHANGED, _("Close the programme"), True, "grave",
            _CLOSES,
        ),
        Move(
            ProgramStatus.RUNNING, ProgramStatus.CLOSED, By.EDITORS, _CHANGED, _("Close the programme"), True, "grave",
            _CLOSES,
        ),
    ),
)  # fmt: skip

VISION_MOVES = Moves(
    VisionStatus,
    (Move(VisionStatus.DRAFT, VisionStatus.ADOPTED, By.VISION, events.VISION_ADOPTED, _("Adopt the vision")),),
)


def moves_by_hand(status: str) -> list[Move]:
    """What whoever edits the programme can do with it from a state."""
    return [move for move in MOVES.moves_from(status) if move.by == By.EDITORS]
