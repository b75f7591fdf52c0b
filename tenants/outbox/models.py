"""What happened (events, for whoever must be told) and who changed what (history, for whoever must account)."""

from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import Func, Q, Value

from tenants.kit.models import Row
from tenants.outbox.querysets import EventQuerySet, HistoryQuerySet

# Also where the application owns the table; see `tenants.outbox.keeper` for where it does not.
_ONLY_ADDED_TO = pgtrigger.Trigger(
    name="only_added_to",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
    func="RAISE EXCEPTION 'History is only added to.' USING ERRCODE = 'insufficient_privilege';",
)


class CurrentTransaction(Func):
    """Only for the first migration, which names it: events once carried the number of their transaction."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text::bigint"
    output_field = models.BigIntegerField()


class Event(Row):
    """Something that happened, written in the transaction that made it happen.

    Thin on purpose: a name in the past tense, what it is about, and no personal data. It is written without a place in
    the feed and gets one once it is committed, so that one that commits late never comes before what was read already.
    """

    name = models.CharField(max_length=80, help_text="What happened, for example commitment.accepted.")
    subject_kind = models.CharField(max_length=60, help_text="What it happened to, for example commitment.")
    subject_id = models.CharField(max_length=40)
    seen_with_id = models.UUIDField(null=True, help_text="The row that decides who is told: see EventKind.seen_with.")
    caller = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    sequence = models.BigIntegerField(
        db_default=Func(Value("outbox_event_sequence"), function="nextval"),
        help_text="In which order events were written. Whoever writes later may commit earlier.",
    )
    position: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(
        null=True, unique=True, help_text="Its place in the feed; empty until it is given one."
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sequence"], condition=Q(position=None), name="event_waiting")]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_id}"


class Generation(models.Model):
    """A stretch of the feed that was placed by one server. After a restore from a copy a new one begins.

    So a reader's cursor, which names generation and position, tells whether it has read what the copy did not have.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True)
    origin = models.CharField(max_length=120, help_text="The server, its timeline and the table that it was placed in.")
    last = models.BigIntegerField(help_text="The last position that was given in it.")
    begun_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.token} up to {self.last}"


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
        triggers = [_ONLY_ADDED_TO]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} {self.row_id}"
