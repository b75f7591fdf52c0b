"""What waits for whoever stands for the municipality: offers, deliveries to confirm, and what is late."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, DateField, DurationField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.commitments.choices import Side, Status
from participation.commitments.models import Commitment
from participation.commitments.sentences import promised
from tenants.kit.caller import Caller
from tenants.kit.dutch import dutch, told
from tenants.kit.waiting import Source, Waiting

# A partner should not have to wait longer than this for an answer.
ANSWER_DAYS = 14
_ANSWER_IS_DUE = Q(status__in=(Status.OFFERED, Status.REPORTED_DELIVERED))
_ANSWER_BY = Cast(
    Coalesce(F("moved_on"), F("start_date")) + Value(dt.timedelta(days=ANSWER_DAYS), output_field=DurationField()),
    DateField(),
)


def _rows(caller: Caller, on: dt.date) -> QuerySet[Commitment]:
    rows = Commitment.objects.managed_by(caller, on).visible_to(caller)
    answer = Q(status=Status.OFFERED, offered_by_side=Side.PARTY) & ~Q(terms_by__contains=[caller.label()])
    confirm = Q(status=Status.REPORTED_DELIVERED) & ~Q(work_by__contains=[caller.label()])
    late = Q(pk__in=Commitment.objects.late(on).exclude(status=Status.REPORTED_DELIVERED).values("pk"))
    found = rows.filter(answer | confirm | late).select_related("party").with_last_move()
    return found.annotate(
        due=Case(When(_ANSWER_IS_DUE, then=_ANSWER_BY), default=F("due_date"), output_field=DateField())
    )


def _tell(commitment: Commitment, on: dt.date) -> Waiting:
    party = dutch(commitment.party.name)
    if commitment.status == Status.OFFERED:
        title = told(_("Answer the offer of %(party)s"), party=party)
    elif commitment.status == Status.REPORTED_DELIVERED:
        title = told(_("Was it delivered? %(party)s says so"), party=party)
    else:
        title = told(_("Ask %(party)s how it stands"), party=party)
    due: dt.date = getattr(commitment, "due")  # noqa: B009 (set by _rows)
    url = reverse("commitment", args=[commitment.pk])
    return Waiting(
        title, url, note=told("%(what)s · %(how_much)s", what=dutch(commitment), how_much=promised(commitment)), due=due
    )


COMMITMENTS = Source(30, _rows, _tell)
