"""What waits for whoever must answer an escalation."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.mandates.models import Escalation
from tenants.kit.caller import Caller
from tenants.kit.templatetags.kit import euro
from tenants.kit.waiting import Source, Waiting


def _rows(caller: Caller, on: dt.date) -> QuerySet[Escalation]:
    return Escalation.objects.waiting_for(caller, on).with_people().annotate(due=F("answer_by"))


def _tell(escalation: Escalation, on: dt.date) -> Waiting:
    asked = {"person": escalation.requested_by, "amount": euro(escalation.amount), "area": escalation.area}
    return Waiting(
        title=_("Decide: %(subject)s") % {"subject": escalation.subject},
        url=reverse("escalation", args=[escalation.pk]),
        note=_("%(person)s asks for %(amount)s in %(area)s") % asked,
        due=escalation.answer_by,
    )


ESCALATIONS = Source(10, _rows, _tell)
