"""The feed of events."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tenants.kit.api.pagination import bad_cursor
from tenants.kit.api.views import FeedView
from tenants.outbox.api.serializers import EventSerializer
from tenants.outbox.filters import EventFilters
from tenants.outbox.models import Event

_LARGEST_TRANSACTION = 2**63 - 1


class Events(FeedView):
    """What happened, oldest first, to read on with `after`. Nothing is ever skipped and nothing comes twice.

    An event appears once no older transaction can still add one before it: a moment after it happened.
    """

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filters = EventFilters
    ordering = ("transaction", "id")

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        settled: QuerySet[Any] = rows if getattr(self, "swagger_fake_view", False) else rows.settled()
        return settled

    def cursor_of(self, row: Event) -> tuple[int, UUID]:
        return row.transaction, row.pk

    def rows_after(self, rows: QuerySet[Any], place: list[str]) -> QuerySet[Any]:
        try:
            transaction, event = int(place[0]), UUID(place[1])
        except (ValueError, IndexError):
            raise bad_cursor() from None
        if len(place) != 2 or not 0 <= transaction <= _LARGEST_TRANSACTION:
            raise bad_cursor()
        later: QuerySet[Any] = rows.after(transaction, event)  # type: ignore[attr-defined]
        return later
