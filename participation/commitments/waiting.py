"""What waits for whoever stands for the municipality: offers, deliveries to confirm, and what is late."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.commitments.choices import Side, Status
from participation.commitments.models import Commitment
from participation.commitments.sentences import promised
from tenants.kit.caller import Caller
from tenants.kit.waiting import Waiting

# A partner should not have to wait longer than this for an answer.
ANSWER_DAYS = 14


def commitments(caller: Caller, on: dt.date) -> list[Waiting]:
    """One query, whatever their number."""
    if not caller.has_role("area_manager", "administrator"):
        return []
    rows = Commitment.objects.managed_by(caller, on).visible_to(caller)
    answer = Q(status=Status.OFFERED, offered_by_side=Side.PARTY) & ~Q(offered_by=caller.label())
    confirm = Q(status=Status.REPORTED_DELIVERED) & ~Q(reported_by=caller.label())
    late = Q(pk__in=Commitment.objects.late(on).exclude(status=Status.REPORTED_DELIVERED).values("pk"))
    found = rows.filter(answer | confirm | late).select_related("party").with_last_move()
    return [_waiting(commitment) for commitment in found]


def _waiting(commitment: Commitment) -> Waiting:
    words = {"party": commitment.party.name}
    moved_on: dt.date = getattr(commitment, "moved_on", None) or commitment.start_date
    if commitment.status == Status.OFFERED:
        title, due = _("Answer the offer of %(party)s") % words, moved_on + dt.timedelta(days=ANSWER_DAYS)
    elif commitment.status == Status.REPORTED_DELIVERED:
        title, due = _("Was it delivered? %(party)s says so") % words, moved_on + dt.timedelta(days=ANSWER_DAYS)
    else:
        title, due = _("Ask %(party)s how it stands") % words, commitment.due_date
    note = f"{commitment} · {promised(commitment)}"
    return Waiting(title=title, url=reverse("commitment", args=[commitment.pk]), note=note, due=due)
