"""The one way to change something: a transaction in which rows, history and event are written together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from django.db import models, transaction
from django_tenants.utils import schema_context

from tenants.kit.caller import Caller
from tenants.kit.constraints import refused_in_words
from tenants.kit.database import connection
from tenants.kit.reading import storable
from tenants.kit.remembering import forget_pages
from tenants.kit.triggers import CHANGE_SETTING
from tenants.once.actions import note_effect
from tenants.outbox.kinds import kind_named
from tenants.outbox.models import Event, Generation


@dataclass
class Change:
    """A change under way, by a caller, for a reason."""

    by: Caller
    reason: str = ""
    events: list[Event] = field(default_factory=list)

    def emit(self, name: str, subject: models.Model, **data: Any) -> Event:
        """Say that the event `name` (a past fact, such as "commitment.accepted") happened to `subject`.

        Who is told is declared with the event, in the `events.py` of its app. `data` holds no personal data; of what
        belongs to a programme it names the programme.
        """
        program = getattr(subject, "program_id", None)
        event = Event(
            name=name,
            subject_kind=subject._meta.model_name or "",
            subject_id=str(subject.pk),
            seen_with_id=kind_named(name).row_that_decides(subject),
            caller=self.by.label(),
            data={"programId": str(program), **data} if program else data,
        )
        self.events.append(event)
        return event


@contextmanager
def change(by: Caller, reason: str = "") -> Iterator[Change]:
    """A durable transaction that tells the history trigger who changes and why.

    Durable: it refuses to run inside another one, so that what an action promised is stored when it returns. What the
    database alone could see (two people, one name, one moment) is refused in the words of the constraint.
    """
    with refused_in_words(), transaction.atomic(durable=True):
        _tell_trigger(by, reason)
        changing = Change(by, reason)
        yield changing
        if changing.events:
            Event.objects.bulk_create(changing.events)
            # What was changed stands, whatever happens to its place in the feed: the next one is placed with it.
            transaction.on_commit(place_events, robust=True)
        note_effect()
    forget_pages()


@contextmanager
def change_in(schema: str, changing: Change, by: Caller) -> Iterator[Change]:
    """A part of a change that belongs to another schema, with history and events there, in the same transaction."""
    with schema_context(schema):
        _tell_trigger(by, changing.reason)
        part = Change(by, changing.reason)
        yield part
        Event.objects.bulk_create(part.events)
    transaction.on_commit(partial(_forget_pages_of, schema))
    _tell_trigger(changing.by, changing.reason)


def _forget_pages_of(schema: str) -> None:
    with schema_context(schema):
        forget_pages()


def place_events() -> None:
    """Give the committed events that have no place in the feed the next ones, in the order in which they were written.

    Done after each change, and for a reader who finds some waiting. By one at a time in a municipality: whoever comes
    while another is at it leaves it at that, and does not wait.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_TURN, [f"{connection.schema_name}.feed"])
        ours, origin = cursor.fetchone()
        if not ours:
            return
        generation = _generation_of(origin)
        cursor.execute(_PLACE, [generation.last])
        if cursor.rowcount:
            generation.last += cursor.rowcount
            generation.save(update_fields=["last"])


def renew_feed() -> None:
    """Begin a new generation by hand: the data were put back from a copy that the server cannot tell from the original."""
    with transaction.atomic(durable=True):
        latest = Generation.objects.select_for_update().order_by("pk").last()
        if latest is not None:
            Generation.objects.create(origin=latest.origin, last=latest.last)


# Its own statement, before the events are looked at: what the one before placed must be seen.
_TURN = """
    SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0)),
        concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
            left(pg_walfile_name(pg_current_wal_lsn()), 8), 'outbox_event'::regclass::oid)
"""
_PLACE = """
    UPDATE outbox_event SET position = %s + numbered.number
    FROM (SELECT id, row_number() OVER (ORDER BY sequence) AS number FROM outbox_event WHERE position IS NULL) numbered
    WHERE outbox_event.id = numbered.id
"""


def _generation_of(origin: str) -> Generation:
    """The one under way; a new one when the last was placed elsewhere, so on a server of which this is a copy."""
    latest = Generation.objects.order_by("pk").last()
    if latest is not None and latest.origin == origin:
        return latest
    return Generation.objects.create(origin=origin, last=latest.last if latest else 0)


def _tell_trigger(by: Caller, reason: str) -> None:
    """A real SET LOCAL: a distributed server passes it on to where the row is, as it does not with set_config()."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    told = json.dumps({"caller": by.label(), "reason": storable(reason), "request": str(request_id)})
    # SET takes no parameters, so the value becomes a quoted literal here.
    statement = connection.ops.compose_sql(f"SET LOCAL {CHANGE_SETTING} = %s", [told])
    with connection.cursor() as cursor:
        cursor.execute(statement)
