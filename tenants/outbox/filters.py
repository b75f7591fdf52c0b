"""What the feed of events may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.kit.filters import EachFilter, Filters, TextFilter


class EventFilters(Filters):
    type = EachFilter(
        TextFilter(max_length=80), field_name="name", help_text=_("Only events of this type; may be repeated.")
    )
