"""The states of a commitment and the moves between them: one table for actions, buttons, API and documentation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a commitment stands. *Late* is not among them: that is computed from the due date."""

    DRAFT = "draft", _("draft")
    OFFERED = "offered", _("offered")
    DECLINED = "declined", _("declined")
    ACCEPTED = "accepted", _("accepted")
    RUNNING = "running", _("running")
    REPORTED_DELIVERED = "reported_delivered", _("reported as delivered")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")
    RESOLVED = "resolved", _("resolved")
    WITHDRAWN = "withdrawn", _("withdrawn")
    BROKEN = "broken", _("broken")


class Side(models.TextChoices):
    """The two sides: who promises, and the municipality whose programme it is promised to."""

    PARTY = "party", _("the party that promises")
    MUNICIPALITY = "municipality", _("the municipality")


class Mover(models.TextChoices):
    """Whose move it is. Who offers differs: a partner offers something, or the municipality asks for it."""

    OFFERING = "offering", _("the side that offered")
    ANSWERING = "answering", _("the side that must answer")
    PARTY = "party", _("the party that promises")
    MUNICIPALITY = "municipality", _("the municipality")
    EITHER = "either", _("either side")

    def sides(self, offered_by: str) -> frozenset[str]:
        """The sides that may make the move, for a commitment that this side offered."""
        other = Side.PARTY if offered_by == Side.MUNICIPALITY else Side.MUNICIPALITY
        return {
            Mover.OFFERING: frozenset({offered_by}),
            Mover.ANSWERING: frozenset({str(other)}),
            Mover.PARTY: frozenset({str(Side.PARTY)}),
            Mover.MUNICIPALITY: frozenset({str(Side.MUNICIPALITY)}),
            Mover.EITHER: frozenset({str(Side.PARTY), str(Side.MUNICIPALITY)}),
        }[self]


@dataclass(frozen=True)
class Move:
    """From one state to another: the event it writes, whose move it is, its button, and whether it needs a reason."""

    origin: Status
    to: Status
    by: Mover
    event: str
    label: Promise
    needs_reason: bool = False


MOVES: tuple[Move, ...] = (
    Move(Status.DRAFT, Status.OFFERED, Mover.OFFERING, "commitment.offered", _("Offer")),
    Move(Status.DRAFT, Status.WITHDRAWN, Mover.OFFERING, "commitment.withdrawn", _("Throw away")),
    Move(Status.OFFERED, Status.ACCEPTED, Mover.ANSWERING, "commitment.accepted", _("Accept")),
    Move(Status.OFFERED, Status.DECLINED, Mover.ANSWERING, "commitment.declined", _("Decline"), True),
    Move(Status.OFFERED, Status.WITHDRAWN, Mover.OFFERING, "commitment.withdrawn", _("Withdraw"), True),
    Move(Status.ACCEPTED, Status.RUNNING, Mover.PARTY, "commitment.started", _("Start")),
    Move(
        Status.ACCEPTED,
        Status.REPORTED_DELIVERED,
        Mover.PARTY,
        "commitment.delivery_reported",
        _("Report as delivered"),
    ),
    Move(Status.ACCEPTED, Status.BROKEN, Mover.EITHER, "commitment.broken", _("Record as broken"), True),
    Move(
        Status.RUNNING, Status.REPORTED_DELIVERED, Mover.PARTY, "commitment.delivery_reported", _("Report as delivered")
    ),
    Move(Status.RUNNING, Status.BROKEN, Mover.EITHER, "commitment.broken", _("Record as broken"), True),
    Move(
        Status.REPORTED_DELIVERED, Status.CONFIRMED, Mover.MUNICIPALITY, "commitment.confirmed", _("Confirm delivery")
    ),
    Move(Status.REPORTED_DELIVERED, Status.DISPUTED, Mover.MUNICIPALITY, "commitment.disputed", _("Dispute"), True),
    Move(Status.DISPUTED, Status.RUNNING, Mover.EITHER, "commitment.resumed", _("Go on working on it"), True),
    Move(Status.DISPUTED, Status.RESOLVED, Mover.MUNICIPALITY, "commitment.resolved", _("Record as resolved"), True),
    Move(Status.DISPUTED, Status.BROKEN, Mover.MUNICIPALITY, "commitment.broken", _("Record as broken"), True),
    Move(Status.BROKEN, Status.DISPUTED, Mover.PARTY, "commitment.disputed", _("Dispute"), True),
)

# Promised by both sides: from here on it is public when its programme is.
PROMISED = frozenset(
    {
        Status.ACCEPTED,
        Status.RUNNING,
        Status.REPORTED_DELIVERED,
        Status.CONFIRMED,
        Status.DISPUTED,
        Status.RESOLVED,
        Status.BROKEN,
    }
)
# Promised and not yet delivered: past the due date these are late.
TO_DELIVER = frozenset({Status.ACCEPTED, Status.RUNNING, Status.DISPUTED})
# Its terms can still be changed by the side that offered it.
CHANGEABLE = frozenset({Status.DRAFT, Status.OFFERED})
# Progress can be reported.
REPORTABLE = frozenset({Status.ACCEPTED, Status.RUNNING, Status.REPORTED_DELIVERED, Status.DISPUTED})


def moves_from(status: str) -> tuple[Move, ...]:
    """The moves that exist from a state, whoever may make them."""
    return tuple(move for move in MOVES if move.origin == status)


def find_move(origin: str, to: str) -> Move | None:
    return next((move for move in MOVES if move.origin == origin and move.to == to), None)
