"""What a list of working areas may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.areas.choices import Scale
from tenants.kit.filters import ChoicesFilter, DayFilter, Filters, SortFilter, word
from tenants.kit.order import in_dutch


class AreaFilters(Filters):
    scale = ChoicesFilter(choices=Scale.choices, help_text=_("Only on this scale; may be repeated."))
    validOn = DayFilter(method=word("valid_on"), help_text=_("Only what is in use on this day."))
    sort = SortFilter({"name": in_dutch("name"), "validFrom": "valid_from", "updatedAt": "updated_at"})
