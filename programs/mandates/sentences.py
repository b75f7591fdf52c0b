"""Why a mandate says no, in words with the figures of the case."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.areas.models import Area
from programs.mandates.choices import DecisionKind, Rule
from programs.mandates.models import Escalation, Mandate
from programs.mandates.rules import Asked
from tenants.kit.templatetags.kit import euro

_REASONS = {
    "agreement": gettext_lazy("a second person has not agreed to this mandate yet"),
    "term": gettext_lazy("the mandate holds from %(from)s until %(until)s"),
    "deputy": gettext_lazy("the deputy may decide from %(deputy_from)s until %(deputy_until)s"),
    "scope": gettext_lazy("%(area)s lies outside the areas of the mandate"),
    "kind": gettext_lazy("the mandate does not allow this kind of decision: %(kind)s"),
    "ceiling": gettext_lazy("%(amount)s is more than the ceiling of %(ceiling)s per decision"),
    "year_sum": gettext_lazy(
        "%(amount)s is more than the %(room)s that are left in %(year)s of the ceiling of %(year_ceiling)s per year"
    ),
}


def refusal(rule: str, mandate: Mandate, asked: Asked, area: Area) -> str:
    """The sentence that names the rule: "Not within the mandate: € 60.000 is more than …"."""
    facts = {
        "from": _day(mandate.valid_from),
        "until": _day(mandate.valid_until),
        "deputy_from": _day(mandate.deputy_from),
        "deputy_until": _day(mandate.deputy_until),
        "area": area.name,
        "kind": DecisionKind(asked.kind).label,
        "amount": euro(asked.amount),
        "ceiling": euro(mandate.ceiling_per_decision),
        "room": euro(max(mandate.ceiling_per_year - asked.spent, Decimal(0))),
        "year": asked.on.year,
        "year_ceiling": euro(mandate.ceiling_per_year),
    }
    return _("Not within the mandate: %(reason)s.") % {"reason": str(_REASONS[rule]) % facts}


def refusal_of(escalation: Escalation) -> str:
    """The same sentence for an escalation, in the language of whoever reads it now."""
    asked = Asked(
        escalation.requested_by_id,
        escalation.requested_on,
        escalation.area.pk,
        escalation.kind,
        escalation.amount,
        spent=escalation.spent,
    )
    return refusal(Rule(escalation.rule).value, escalation.mandate, asked, escalation.area)


def _day(value: object) -> str:
    return date_format(value, "j F Y") if value else ""  # type: ignore[arg-type]
