"""What waits for whoever must answer an escalation."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.mandates.models import Escalation
from tenants.kit.caller import Caller
from tenants.kit.templatetags.kit import euro
from tenants.kit.waiting import Waiting


def escalations(caller: Caller, on: dt.date) -> list[Waiting]:
    """One query, whatever their number."""
    rows = Escalation.objects.waiting_for(caller).with_people()
    return [
        Waiting(
            title=_("Decide: %(subject)s") % {"subject": row.subject},
            url=reverse("escalation", args=[row.pk]),
            note=_("%(person)s asks for %(amount)s in %(area)s")
            % {
                "person": row.requested_by,
                "amount": euro(row.amount),
                "area": row.area,
            },
            due=row.answer_by,
        )
        for row in rows
    ]
