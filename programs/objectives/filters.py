"""What a list of objectives may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.programs.choices import Theme
from tenants.kit.filters import ChoicesFilter, Filters, SortFilter
from tenants.kit.order import in_dutch


class ObjectiveFilters(Filters):
    theme = ChoicesFilter(choices=Theme.choices, help_text=_("Only of this theme; may be repeated."))
    sort = SortFilter({"theme": "theme", "title": in_dutch("title"), "updatedAt": "updated_at"})
