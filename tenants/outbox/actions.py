"""The one way to change something: a transaction in which rows, history and event are written together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.db import models, transaction

from tenants.kit.caller import Caller
from tenants.kit.database import connection
from tenants.kit.triggers import CHANGE_SETTING
from tenants.once.actions import note_effect
from tenants.outbox.models import Event


@dataclass
class Change:
    """A change under way, by a caller, for a reason."""

    by: Caller
    reason: str = ""
    events: list[Event] = field(default_factory=list)

    def emit(
        self,
        name: str,
        subject: models.Model,
        *,
        organisation_id: UUID | None = None,
        is_public: bool = False,
        **data: Any,
    ) -> Event:
        """Write the event `name` (a past fact, such as "commitment.accepted") about `subject`.

        `organisation_id` is the partner that may know of it. `data` holds no personal data.
        """
        event = self._event(name, subject, organisation_id=organisation_id, is_public=is_public, **data)
        event.save(force_insert=True)
        self.events.append(event)
        return event

    def emit_many(self, name: str, told: Iterable[tuple[models.Model, Mapping[str, Any]]]) -> None:
        """The same event about many subjects, each with what `emit` would be told of it, in one statement."""
        self.events += Event.objects.bulk_create(self._event(name, subject, **given) for subject, given in told)

    def _event(
        self,
        name: str,
        subject: models.Model,
        *,
        organisation_id: UUID | None = None,
        is_public: bool = False,
        **data: Any,
    ) -> Event:
        return Event(
            name=name,
            subject_kind=subject._meta.model_name or "",
            subject_id=str(subject.pk),
            organisation_id=organisation_id,
            is_public=is_public,
            caller=self.by.label(),
            data=data,
        )


@contextmanager
def change(by: Caller, reason: str = "") -> Iterator[Change]:
    """A durable transaction that tells the history trigger who changes and why.

    Durable: it refuses to run inside another one, so that what an action promised is stored when it returns.
    """
    with transaction.atomic(durable=True):
        _tell_trigger(by, reason)
        yield Change(by, reason)
        note_effect()


def _tell_trigger(by: Caller, reason: str) -> None:
    """A real SET LOCAL: a distributed server passes it on to where the row is, as it does not with set_config()."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    told = json.dumps({"caller": by.label(), "reason": _storable(reason), "request": str(request_id)})
    # SET takes no parameters, so the value becomes a quoted literal here.
    statement = connection.ops.compose_sql(f"SET LOCAL {CHANGE_SETTING} = %s", [told])
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _storable(text: str) -> str:
    """Without what PostgreSQL cannot keep, which is no reason to refuse a change: NUL and half characters."""
    return text.encode(errors="replace").decode().replace("\0", "")
