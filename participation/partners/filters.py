"""What a list of partners may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.partners.choices import PartnerKind
from tenants.kit.filters import ChoicesFilter, Filters, SortFilter
from tenants.kit.order import in_dutch


class PartnerFilters(Filters):
    kind = ChoicesFilter(choices=PartnerKind.choices, help_text=_("Only organisations of this kind; may be repeated."))
    sort = SortFilter({"name": in_dutch("name")})
