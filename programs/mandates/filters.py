"""What a list of mandates may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.kit.filters import DayFilter, Filters, SortFilter, word


class MandateFilters(Filters):
    validOn = DayFilter(method=word("valid_on"), help_text=_("Only what holds on this day."))
    sort = SortFilter({"validFrom": "valid_from", "validUntil": "valid_until", "updatedAt": "updated_at"})
