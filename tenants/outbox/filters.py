"""What the feed of events may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.kit.filters import ChoicesFilter, Filters
from tenants.outbox.kinds import event_kinds


def _told() -> list[tuple[str, str]]:
    """The kinds that anybody can be told of; asked late, since every app declares its own."""
    return [(name, name) for name, kind in sorted(event_kinds().items()) if kind.seen_with is not None]


class EventFilters(Filters):
    type = ChoicesFilter(field_name="name", choices=_told, help_text=_("Only events of this type; may be repeated."))
