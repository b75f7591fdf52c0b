"""What waits for whoever must answer an escalation."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.mandates.models import Escalation, Mandate
from tenants.kit.caller import Caller
from tenants.kit.dutch import dutch, told
from tenants.kit.templatetags.kit import euro
from tenants.kit.waiting import Source, Waiting


def _rows(caller: Caller, on: dt.date) -> QuerySet[Escalation]:
    return Escalation.objects.waiting_for(caller, on).with_people().annotate(due=F("answer_by"))


def _tell(escalation: Escalation, on: dt.date) -> Waiting:
    asked = {"person": escalation.requested_by, "amount": euro(escalation.amount), "area": dutch(escalation.area)}
    return Waiting(
        title=told(_("Decide: %(subject)s"), subject=dutch(escalation.subject)),
        url=reverse("escalation", args=[escalation.pk]),
        note=told(_("%(person)s asks for %(amount)s in %(area)s"), **asked),
        due=escalation.answer_by,
    )


ESCALATIONS = Source(10, _rows, _tell)


def _mandates(caller: Caller, on: dt.date) -> QuerySet[Mandate]:
    rows = Mandate.objects.waiting_for_agreement(caller).filter(valid_until__gt=on).select_related("manager")
    return rows.annotate(due=F("valid_from"))


def _tell_of_mandate(mandate: Mandate, on: dt.date) -> Waiting:
    return Waiting(
        title=_("Agree to the mandate of %(person)s, or not") % {"person": mandate.manager},
        url=reverse("mandate", args=[mandate.pk]),
        note=_("up to %(amount)s a year") % {"amount": euro(mandate.ceiling_per_year)},
        due=mandate.valid_from,
    )


MANDATES = Source(15, _mandates, _tell_of_mandate, program="areas__programs")
