"""The moves of a commitment: one table for actions, buttons, API and documentation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.commitments import events
from participation.commitments.choices import Mover, Status
from tenants.kit.moves import Move, Moves

_DECLINES = _(
    "The offer ends here; the other side reads why. It cannot be accepted any more, but a new one can be made."
)
_WITHDRAWS = _("The offer ends here; the other side reads why, and cannot accept it any more. A new one can be made.")
_BREAKS = _("It counts as a promise that was not kept, for everybody to see. Whoever promised it can dispute that.")

MOVES = Moves(
    Status,
    (
        Move(Status.DRAFT, Status.OFFERED, Mover.OFFERING, events.OFFERED, _("Offer")),
        Move(Status.DRAFT, Status.WITHDRAWN, Mover.OFFERING, events.WITHDRAWN, _("Throw away")),
        Move(Status.OFFERED, Status.ACCEPTED, Mover.ANSWERING, events.ACCEPTED, _("Accept")),
        Move(Status.OFFERED, Status.DECLINED, Mover.ANSWERING, events.DECLINED, _("Decline"), True, "grave", _DECLINES),
        Move(
            Status.OFFERED, Status.WITHDRAWN, Mover.OFFERING, events.WITHDRAWN, _("Withdraw"), True, "grave", _WITHDRAWS
        ),
        Move(Status.ACCEPTED, Status.RUNNING, Mover.PARTY, events.STARTED, _("Start")),
        Move(
            Status.ACCEPTED,
            Status.REPORTED_DELIVERED,
            Mover.PARTY,
            events.DELIVERY_REPORTED,
            _("Report as delivered"),
        ),
        Move(
            Status.ACCEPTED, Status.BROKEN, Mover.EITHER, events.BROKEN, _("Record as broken"), True, "grave", _BREAKS
        ),
        Move(
            Status.RUNNING, Status.REPORTED_DELIVERED, Mover.PARTY, events.DELIVERY_REPORTED, _("Report as delivered")
        ),
        Move(
            Status.RUNNING, Status.BROKEN, Mover.EITHER, events.BROKEN, _("Record as broken"), True, "grave", _BREAKS
        ),
        Move(Status.REPORTED_DELIVERED, Status.CONFIRMED, Mover.MUNICIPALITY, events.CONFIRMED, _("Confirm delivery")),
        Move(Status.REPORTED_DELIVERED, Status.DISPUTED, Mover.MUNICIPALITY, events.DISPUTED, _("Dispute"), True),
        Move(Status.DISPUTED, Status.RUNNING, Mover.EITHER, events.RESUMED, _("Go on working on it"), True),
        Move(Status.DISPUTED, Status.RESOLVED, Mover.MUNICIPALITY, events.RESOLVED, _("Record as resolved"), True),
        Move(
            Status.DISPUTED, Status.BROKEN, Mover.MUNICIPALITY, events.BROKEN, _("Record as broken"), True, "grave",
            _BREAKS,
        ),
        Move(Status.BROKEN, Status.DISPUTED, Mover.PARTY, events.DISPUTED, _("Dispute"), True),
    ),
)  # fmt: skip

# Nobody agrees to what is in part their own: who wrote any of the terms does not answer them, who reported any of the
# work does not judge it. By the state from which the move is made.
ANSWERS_TERMS = frozenset({(Status.OFFERED, Status.ACCEPTED), (Status.OFFERED, Status.DECLINED)})
JUDGES_WORK = frozenset(
    {
        (Status.REPORTED_DELIVERED, Status.CONFIRMED),
        (Status.REPORTED_DELIVERED, Status.DISPUTED),
        (Status.DISPUTED, Status.RESOLVED),
    }
)
