"""How much was promised, and where it stands, in sentences."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.commitments.choices import Side, Status
from participation.commitments.models import Commitment
from tenants.kit.dutch import dutch, told
from tenants.kit.errors import Text
from tenants.kit.templatetags.kit import day, euro, figure


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


def beyond_promise(commitment: Commitment, total: Decimal) -> str:
    """What to ask about a total that is far more than was promised."""
    known = {"total": plain_figure(total), "promised": promised(commitment)}
    return _("That makes %(total)s in all, and promised was: %(promised)s. Is this right?") % known


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
