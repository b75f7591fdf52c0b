"""What every row of Raderwerk has: an ordered id, two moments, and, where it matters, a history."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pgtrigger
import uuid_utils.compat
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from tenants.kit.constraints import Told
from tenants.kit.errors import FieldError, Stale
from tenants.kit.seen import Seen
from tenants.kit.triggers import HistoryTrigger


def uuid7() -> uuid.UUID:
    """A UUID of version 7: ordered by the moment it was made, so that lists and indexes stay in order."""
    return uuid_utils.compat.uuid7()


def check_seen(row: models.Model | None, seen: Seen | None) -> None:
    """Like `Tracked.check_unchanged`, for a row that may not be there, or not have been there."""
    if seen is not None and not seen.is_still(row):
        raise Stale(_("Somebody changed this after you opened it. Look at it as it is now, and decide anew."))


class Row(models.Model):
    """A row with an ordered id that says nothing about how many there are."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def faults_on(self, day: dt.date) -> Iterable[FieldError]:
        """What is wrong with it on a day, beyond its fields and constraints. A field that is wrong itself may be None."""
        return ()

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """The rows it names were found among those that whoever asks may see; they are not looked for once more."""
        named = {
            field.name for field in self._meta.fields if field.is_relation and getattr(self, field.attname) is not None
        }
        super().clean_fields({*(exclude or ()), *named})

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.constraints.BaseConstraint]]]:
        """Those with a sentence; the others are the database's own."""
        return [(type(self), [each for each in self._meta.constraints if isinstance(each, Told)])]


class Tracked(Row):
    """A row of which every change is kept: who, when, why, before and after (`tenants.outbox.models.History`)."""

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [HistoryTrigger()]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # `update_fields` would otherwise leave the moment of change behind.
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "updated_at"}
        super().save(*args, **kwargs)

    def check_unchanged(self, seen: Seen | None) -> None:
        """Raises Stale when this row, read again under a lock, is not the one that somebody saw; None: nobody says so."""
        check_seen(self, seen)

    def touch(self) -> None:
        """Another moment of change: what belongs to it differs, and whoever saw it saw that too."""
        self.save(update_fields=[])

    def put(self, **wanted: Any) -> list[str]:
        """Give it these values, read as its fields read them; returns the names of those that differ. Saves nothing."""
        changed = []
        for name, value in wanted.items():
            read = _as_kept(self._meta.get_field(name), value)
            if getattr(self, name) != read:
                setattr(self, name, read)
                changed.append(name)
        return changed

    def save_changes(self, **wanted: Any) -> list[str]:
        """Save those of these fields that differ; returns their names. Nothing different: nothing written."""
        changed = self.put(**wanted)
        if changed:
            self.save(update_fields=changed)
        return changed


def _as_kept(field: Any, value: Any) -> Any:
    """What cannot be read stays as it is; `checks.check` says so."""
    if field.is_relation or value is None:
        return value
    try:
        return field.to_python(value)
    except ValidationError:
        return value
