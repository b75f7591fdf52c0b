"""Granting a mandate and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from programs.areas.models import Area
from programs.mandates import events
from programs.mandates.choices import DecisionKind
from programs.mandates.models import EscalationStep, Mandate, MandateArea
from programs.mandates.policies import can_agree_to_mandate, can_grant_mandate, can_withdraw_mandate
from programs.mandates.terms import RouteStep, Terms, faults_in
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change
from tenants.policy.current import strictest_grant_limit


def grant_mandate(
    *,
    manager: User,
    areas: Sequence[Area],
    kinds: Sequence[str],
    ceiling_per_decision: Decimal,
    ceiling_per_year: Decimal,
    valid_from: dt.date,
    valid_until: dt.date,
    route: Sequence[RouteStep],
    by: Caller,
    on: dt.date,
    deputy: User | None = None,
    deputy_from: dt.date | None = None,
    deputy_until: dt.date | None = None,
    reporting_line: str = "",
    presence: str = "",
) -> Mandate:
    """A mandate with its escalation route, from an administrator to an area manager, never to oneself.

    Above the limit that the municipality has set, it holds once a second person has agreed: see `agree_to_mandate`.
    """
    require(can_grant_mandate, by, on)
    terms = Terms(
        manager, areas, kinds, ceiling_per_decision, ceiling_per_year, valid_from, valid_until, route,
        deputy, deputy_from, deputy_until, reporting_line, presence,
    )  # fmt: skip
    if by.id and by.id in (str(manager.pk), str(deputy.pk if deputy else "")):
        raise Refused(_("You cannot grant a mandate to yourself. Ask another administrator."))
    if errors := faults_in(terms):
        raise Invalid(errors)
    limit = strictest_grant_limit()
    with change(by) as changing:
        mandate = _store(terms, by, needs_agreement=limit is not None and ceiling_per_year > limit)
        changing.emit(events.MANDATE_GRANTED, mandate, areas=[str(area.pk) for area in areas], kinds=mandate.kinds)
    return mandate


def agree_to_mandate(mandate: Mandate, *, by: Caller, on: dt.date) -> Mandate:
    """The second person agrees, and the mandate holds."""
    require(can_agree_to_mandate, by, mandate, on)
    with change(by) as changing:
        # Two people agree at the same moment, or one withdraws it: the second is told.
        mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
        if mandate.is_agreed:
            raise Conflict(_("Nobody has to agree to this mandate any more."))
        if mandate.valid_until <= on:
            raise Conflict(_("This mandate has ended already."))
        mandate.save_changes(agreed_by=by.label())
        changing.emit(events.MANDATE_AGREED, mandate)
    return mandate


def withdraw_mandate(mandate: Mandate, *, by: Caller, on: dt.date, reason: str, seen: Seen | None = None) -> Mandate:
    """End a mandate from today on. Decisions taken under it stand."""
    require(can_withdraw_mandate, by, mandate, on)
    if not reason.strip():
        raise Invalid({"reason": _("Say why the mandate ends; the manager reads it.")}, "required")
    with change(by, reason.strip()) as changing:
        # The manager decides while the administrator withdraws: one of the two waits for the other.
        mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
        if mandate.valid_until <= on:
            raise Conflict(_("This mandate has ended already."))
        mandate.check_unchanged(seen)
        mandate.valid_until = max(on, mandate.valid_from)
        mandate.save(update_fields=["valid_until"])
        changing.emit(events.MANDATE_WITHDRAWN, mandate)
    return mandate


def _store(terms: Terms, by: Caller, *, needs_agreement: bool) -> Mandate:
    mandate = Mandate.objects.create(
        manager=terms.manager,
        kinds=[kind for kind in DecisionKind.values if kind in terms.kinds],
        ceiling_per_decision=terms.ceiling_per_decision,
        ceiling_per_year=terms.ceiling_per_year,
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
        deputy=terms.deputy,
        deputy_from=terms.deputy_from,
        deputy_until=terms.deputy_until,
        reporting_line=terms.reporting_line.strip(),
        presence=terms.presence.strip(),
        granted_by=by.label(),
        needs_agreement=needs_agreement,
    )
    for area in dict.fromkeys(terms.areas):
        MandateArea.objects.create(mandate=mandate, area=area)
    for position, step in enumerate(terms.route, start=1):
        EscalationStep.objects.create(
            mandate=mandate, position=position, user=step.user, role=step.role, answer_days=step.answer_days
        )
    return mandate
