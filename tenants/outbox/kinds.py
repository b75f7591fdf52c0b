"""What can happen, as the apps declare it in their `events.py`:

PROGRAM_STARTED = EventKind("program.started", seen_with="programs.Program", scope=Scope.PROGRAMS_READ)
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Self

from django.conf import settings
from django.db import models

from tenants.kit.caller import Caller
from tenants.kit.scopes import Scope


class EventKind(str):
    """The name of a kind of event, a past fact, with what somebody needs to be told of it.

    `seen_with` is the model of the row that decides: whoever sees that row in a list is told. It is the subject
    itself, or what the subject belongs to by a foreign key of the model's name (for a subject that is removed). None:
    nobody is told, it is kept for the record. `scope` is what a key needs besides; None: no key sees such a row anyway.
    """

    seen_with: str | None
    scope: Scope | None

    def __new__(cls, name: str, *, seen_with: str | None, scope: Scope | None) -> Self:
        made = super().__new__(cls, name)
        made.seen_with, made.scope = seen_with, scope
        return made

    def is_open_to(self, caller: Caller) -> bool:
        """May the caller be told, of a row that it sees?"""
        return self.seen_with is not None and not caller.is_limited_by(self.scope)

    def row_that_decides(self, subject: models.Model) -> Any:
        """The id of the row with which an event about `subject` is seen."""
        if self.seen_with is None:
            return None
        if subject._meta.label == self.seen_with:
            return subject.pk
        return getattr(subject, f"{self.seen_with.rpartition('.')[2].lower()}_id")


@cache
def event_kinds() -> dict[str, EventKind]:
    """All kinds that the apps declare, by name."""
    found: dict[str, EventKind] = {}
    for app in settings.INSTALLED_APPS:
        if app.split(".")[0] in settings.HOUSES and find_spec(f"{app}.events"):
            declared = vars(import_module(f"{app}.events")).values()
            found |= {kind: kind for kind in declared if isinstance(kind, EventKind)}
    return found


def kind_named(name: str) -> EventKind:
    kind = event_kinds().get(name)
    if kind is None:
        raise LookupError(f"No app declares the event {name}: add an EventKind to its events.py.")
    return kind
