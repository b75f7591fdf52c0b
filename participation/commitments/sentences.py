"""What is wrong with an offer or a report, in sentences; every fault at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.commitments.choices import Side, Status
from participation.commitments.models import Commitment
from participation.commitments.rules import EARLIEST, LARGEST, LATEST, TEXT_LENGTH, Fault, Terms, faults_of
from tenants.kit.dutch import dutch, told
from tenants.kit.errors import FieldError, Invalid, Text
from tenants.kit.templatetags.kit import day, euro, figure

_NUMBER = gettext_lazy("Enter a number above 0 and at most 1,000,000,000.")
_YEARS = gettext_lazy("Enter a day between 1950 and 2150.")
# Per fault: the field as the API calls it, and what to do.
_FAULTS: dict[Fault, tuple[str, Text]] = {
    "description_missing": ("description", gettext_lazy("Say what is promised.")),
    "description_long": ("description", gettext_lazy("Say it in at most 2,000 characters.")),
    "nothing_promised": ("quantity", gettext_lazy("Enter a quantity with its unit, or an amount of money.")),
    "quantity_range": ("quantity", _NUMBER),
    "unit_missing": ("unit", gettext_lazy("Say of what, for example: homes.")),
    "unit_long": ("unit", gettext_lazy("Use a word of at most 40 characters.")),
    "amount_range": ("amount", _NUMBER),
    "start_range": ("start_date", _YEARS),
    "due_range": ("due_date", _YEARS),
    "due_before_start": ("due_date", gettext_lazy("Choose a due date on or after the start date.")),
}


def terms_faults(terms: Terms, unreadable: Collection[str] = ()) -> list[FieldError]:
    return [FieldError(_FAULTS[fault][0], fault, _FAULTS[fault][1]) for fault in faults_of(terms, unreadable)]


def report_faults(date: dt.date | None, quantity: Decimal | None, text: str, on: dt.date) -> list[FieldError]:
    """What is wrong with a report; None for what is not known yet."""
    wrong = []
    if date is not None and not EARLIEST <= date <= LATEST:
        wrong.append(FieldError("date", "date_range", _YEARS))
    elif date is not None and date > on:
        wrong.append(FieldError("date", "in_the_future", _("Report what was done: choose today or an earlier day.")))
    if quantity is not None and not (quantity.is_finite() and 0 <= quantity <= LARGEST):
        wrong.append(FieldError("quantity", "quantity_range", _("Enter a number from 0 to 1,000,000,000.")))
    if len(text) > TEXT_LENGTH:
        wrong.append(FieldError("text", "text_long", _("Say it in at most 2,000 characters.")))
    return wrong


def check_reason(reason: str) -> None:
    if len(reason) > TEXT_LENGTH:
        raise Invalid({"reason": _("Say it in at most 2,000 characters.")}, "text_long")


def promised(commitment: Commitment) -> str:
    """How much was promised: 40 homes, an amount of money, or both."""
    parts = []
    if commitment.quantity is not None:
        parts.append(f"{plain_figure(commitment.quantity)} {commitment.unit}")
    if commitment.amount is not None:
        parts.append(euro(commitment.amount))
    return " · ".join(parts)


def plain_figure(number: Decimal) -> str:
    """A quantity without the zeros that its column adds: 40, and 1.5 where that was promised."""
    return figure(format(number.normalize(), "f"))


_STANDING: dict[str, Text] = {
    Status.DRAFT: gettext_lazy("This is a draft. Only your side sees it until it is offered."),
    Status.DECLINED: gettext_lazy("The offer was declined."),
    Status.ACCEPTED: gettext_lazy("Both sides agreed on this; it has to be delivered by %(day)s."),
    Status.RUNNING: gettext_lazy("%(party)s is working on it; it has to be delivered by %(day)s."),
    Status.REPORTED_DELIVERED: gettext_lazy(
        "%(party)s says it was delivered. The municipality confirms or disputes it."
    ),
    Status.CONFIRMED: gettext_lazy("Delivered, and confirmed by the municipality."),
    Status.DISPUTED: gettext_lazy("The two sides do not agree on this yet."),
    Status.RESOLVED: gettext_lazy("The dispute was settled."),
    Status.WITHDRAWN: gettext_lazy("The offer was withdrawn."),
    Status.BROKEN: gettext_lazy("This promise was not kept."),
}


def standing_of(commitment: Commitment, on: dt.date) -> str:
    """Where it stands and who is to move, in a sentence."""
    words = {"party": dutch(commitment.party.name), "day": day(commitment.due_date)}
    if commitment.status == Status.OFFERED:
        if commitment.offered_by_side == Side.PARTY:
            return told(_("%(party)s offers this. The municipality accepts or declines."), **words)
        return told(_("The municipality asks %(party)s for this. %(party)s accepts or declines."), **words)
    sentence = told(_STANDING[commitment.status], **words)
    if commitment.is_late(on):
        return told(_("%(sentence)s It is late: it was due on %(day)s."), **words, sentence=sentence)
    return sentence
