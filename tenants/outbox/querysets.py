"""How events and history are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from tenants.outbox.models import Event, History  # noqa: F401 (named in a base class)

_WORKS_ON_DRAFTS = (Role.ADMINISTRATOR, Role.AREA_MANAGER, Role.PROGRAM_EDITOR, Role.DATA_STEWARD)


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, caller: Caller) -> Self:
        """Whoever works on drafts sees everything; an organisation what concerns it and what is public; others what is
        public. An event about a draft tells that there is one, so councillors and readers do not get it.
        """
        if caller.is_system or (caller.kind == "user" and caller.has_role(*_WORKS_ON_DRAFTS)):
            return self
        if caller.organisation_id is not None:
            return self.filter(Q(organisation_id=caller.organisation_id) | Q(is_public=True))
        return self.filter(is_public=True)

    def settled(self) -> Self:
        """Only events below the oldest transaction still running: no older one can appear any more."""
        return self.annotate(horizon=RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", ())).filter(
            transaction__lt=F("horizon")
        )

    def in_order(self) -> Self:
        return self.order_by("transaction", "id")

    def after(self, transaction: int, event_id: UUID) -> Self:
        """What comes after the event with this transaction and id in the order of the feed."""
        return self.filter(Q(transaction__gt=transaction) | Q(transaction=transaction, id__gt=event_id))


class HistoryQuerySet(models.QuerySet["History"]):
    def of(self, row: models.Model) -> Self:
        """The changes of one row, oldest first."""
        return self.filter(table_name=row._meta.db_table, row_id=row.pk).order_by("id")
