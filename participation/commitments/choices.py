"""The states of a commitment, its two sides, and who can make a move. The moves themselves stand in `moves.py`."""

from __future__ import annotations

from django.db import models
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
