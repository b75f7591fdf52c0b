"""How events and history are read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, When

from tenants.kit.caller import Caller
from tenants.outbox.kinds import event_kinds

if TYPE_CHECKING:
    from tenants.outbox.models import Event, History  # noqa: F401 (named in a base class)


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, caller: Caller) -> Self:
        """What the caller's lists hold: an event is seen with the row that its kind names, by a key of the right scope.

        One question of the list for each event that is looked at, by the row's key: never all that the caller may see.
        """
        if caller.is_system:
            return self
        names = defaultdict(list)
        for kind in event_kinds().values():
            if kind.is_open_to(caller):
                names[str(kind.seen_with)].append(str(kind))
        seen = [When(name__in=named, then=_is_seen(model, caller)) for model, named in names.items()]
        return self.filter(Case(*seen, default=False, output_field=models.BooleanField()))

    def waiting(self) -> Self:
        """Committed, and not yet placed in the feed."""
        return self.filter(position=None)

    def after(self, position: int) -> Self:
        """What was placed in the feed after this position; from the beginning after 0."""
        return self.filter(position__gt=position)

    def up_to(self, position: int) -> Self:
        """What was placed in the feed at this position or before it."""
        return self.filter(position__lte=position)


def _is_seen(model: str, caller: Caller) -> Exists:
    rows: Any = apps.get_model(model)._default_manager.all()
    return Exists(rows.visible_to(caller).filter(pk=OuterRef("seen_with_id")))


class HistoryQuerySet(models.QuerySet["History"]):
    def of(self, row: models.Model) -> Self:
        """The changes of one row, oldest first."""
        return self.filter(table_name=row._meta.db_table, row_id=row.pk).order_by("id")

    def with_a_reason(self, rows: models.QuerySet[Any]) -> Self:
        """The changes of any of these rows for which somebody gave a reason, the last first."""
        of_rows = self.filter(table_name=rows.model._meta.db_table, row_id__in=rows.order_by().values("pk"))
        return of_rows.filter(operation="UPDATE").exclude(reason="").order_by("-id")
