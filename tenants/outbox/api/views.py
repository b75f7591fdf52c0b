"""The feed of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.utils.urls import replace_query_param

from tenants.kit.api.pagination import bad_cursor, write_cursor
from tenants.kit.api.views import FeedView
from tenants.kit.errors import Problem
from tenants.outbox.actions import place_events
from tenants.outbox.api.serializers import EventSerializer
from tenants.outbox.filters import EventFilters
from tenants.outbox.models import Event, Generation

_LARGEST_POSITION = 2**63 - 1


class CursorGone(Problem):
    """The reader has been where this feed has not: its data were put back from a copy. `next` is where to go on."""

    status: ClassVar[int] = 410
    default_code: ClassVar[str] = "cursor_gone"

    def __init__(self, address: str) -> None:
        super().__init__(
            _(
                "The data of this municipality were put back from a copy, and you have read events that came after it. "
                "They are not there any more. Go on at the address in next; what you know already may come again, with the "
                "same id."
            )
        )
        self.members = {"next": address}


class Events(FeedView):
    """What happened, oldest first, to read on with `after`. Nothing is ever skipped and nothing comes twice.

    You are told what your lists hold: each event is about something that you may see at this moment. A cursor stays
    good, also when the municipality moves to another server. Only when its data were put back from an older copy and
    you have read on after it, the answer is 410, with the address to go on in `next`.
    """

    scope = None  # each event asks for its own
    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filters = EventFilters
    ordering = ("position",)
    order_told = gettext_lazy("In the order in which they became known.")
    # The last position of each generation, oldest first, as it was when this request came.
    generations: Mapping[UUID, int] = {}

    def rows(self) -> QuerySet[Any] | Sequence[Any]:
        if Event.objects.waiting().exists():
            place_events()
        self.generations = dict(Generation.objects.order_by("pk").values_list("token", "last"))
        return super().rows()

    def get_queryset(self) -> QuerySet[Any]:
        """Not what was placed since: it may be of a generation that this request has not seen."""
        rows: Any = super().get_queryset()
        placed: QuerySet[Any] = rows.up_to(max(self.generations.values(), default=0))
        return placed

    def place_after(self, found: Sequence[Event], *, more: bool) -> tuple[UUID, int | None] | None:
        """At the end it is that of the whole feed, so that what the caller may not see is not searched again."""
        if not self.generations:
            return None
        generation, last = list(self.generations.items())[-1]
        return generation, found[-1].position if more else last

    def rows_after(self, rows: QuerySet[Any], place: list[str]) -> QuerySet[Any]:
        try:
            generation, position = UUID(place[0]), int(place[1])
        except (ValueError, IndexError):
            raise bad_cursor() from None
        if len(place) != 2 or not 0 <= position <= _LARGEST_POSITION:
            raise bad_cursor()
        last = self.generations.get(generation)
        if last is None or position > last:
            raise CursorGone(self._way_on(generation, last))
        later: QuerySet[Any] = rows.after(position)  # type: ignore[attr-defined]
        return later

    def _way_on(self, generation: UUID, last: int | None) -> str:
        """After what this feed has in common with the one that was read; from the beginning when that is unknown."""
        start = self.request.build_absolute_uri(reverse("api-events"))
        return start if last is None else replace_query_param(start, "after", write_cursor((generation, last)))
