"""What waits for somebody: the list of "my work".

The front page stands on the ground floor and must not import the houses above it. Each of them names a function
`(caller, on) -> list[Waiting]` by its dotted path in the setting `WAITING_FOR`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from tenants.kit.caller import Caller

Text = str | Promise


@dataclass(frozen=True)
class Waiting:
    """One thing that a person must do next: what, where, why, and before which day (None: no day agreed)."""

    title: Text
    url: str
    note: Text = ""
    due: dt.date | None = None

    def is_late(self, on: dt.date) -> bool:
        return self.due is not None and self.due < on


Source = Callable[[Caller, dt.date], Iterable[Waiting]]


def waiting_for(caller: Caller, on: dt.date, sources: Iterable[Source] | None = None) -> list[Waiting]:
    """Everything that waits for the caller, what is due first on top and what has no day last."""
    if caller.is_anonymous:
        return []
    if sources is None:
        sources = [import_string(path) for path in getattr(settings, "WAITING_FOR", [])]
    found = [waiting for source in sources for waiting in source(caller, on)]
    return sorted(found, key=lambda waiting: (waiting.due is None, waiting.due or on, str(waiting.title)))
