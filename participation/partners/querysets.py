"""Which partners and keys somebody may know of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from tenants.accounts.standing import acts_for_municipality, administers
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from participation.partners.models import ApiKey, Partner  # noqa: F401 (named in a base class)


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, caller: Caller) -> Self:
        """The municipality sees all partners, a partner sees itself, others nobody."""
        if acts_for_municipality(caller):
            return self
        if caller.organisation_id is not None:
            return self.filter(pk=caller.organisation_id)
        return self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_live_keys(self, on: dt.date) -> Self:
        """Adds `live_keys`: how many keys of the partner work on that day."""
        live = Q(keys__revoked_at=None) & (Q(keys__expires_on=None) | Q(keys__expires_on__gte=on))
        return self.annotate(live_keys=Count("keys", filter=live))


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def visible_to(self, caller: Caller) -> Self:
        """Keys are the administrator's business."""
        return self if administers(caller) else self.none()

    def live_on(self, day: dt.date) -> Self:
        """Not revoked, and not past its last day."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), revoked_at=None)

    def of_owner(self, partner: Partner | None) -> Self:
        """The keys of a partner, or with None those of the municipality itself."""
        return self.filter(partner=partner) if partner else self.filter(partner=None)
