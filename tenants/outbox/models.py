"""What happened (events, for whoever must be told) and who changed what (history, for whoever must account)."""

from __future__ import annotations

from django.db import models
from django.db.models import Func

from tenants.kit.models import Row
from tenants.outbox.querysets import EventQuerySet, HistoryQuerySet


class CurrentTransaction(Func):
    """The 64-bit id of the transaction that writes the row; never wraps around."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text::bigint"
    output_field = models.BigIntegerField()


class Event(Row):
    """Something that happened, written in the transaction that made it happen.

    Thin on purpose: a name in the past tense, what it is about, and no personal data. A reader of the feed
    must never skip an event that commits later than a newer one: see `EventQuerySet.settled`.
    """

    name = models.CharField(max_length=80, help_text="What happened, for example commitment.accepted.")
    subject_kind = models.CharField(max_length=60, help_text="What it happened to, for example commitment.")
    subject_id = models.CharField(max_length=40)
    organisation_id = models.UUIDField(
        null=True, help_text="The partner that may see it; empty: only the municipality."
    )
    is_public = models.BooleanField(default=False)
    caller = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    transaction = models.BigIntegerField(db_default=CurrentTransaction())

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["transaction", "id"], name="event_feed")]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_id}"


class History(models.Model):
    """One change of one row: before and after as they stood, who did it and why. Append-only, written by a trigger."""

    table_name = models.CharField(max_length=63)
    row_id = models.UUIDField()
    operation = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    caller = models.CharField(max_length=120)
    reason = models.TextField()
    request_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "history"
        indexes = [models.Index(fields=["row_id", "id"], name="history_of_a_row")]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} {self.row_id}"
