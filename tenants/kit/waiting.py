"""What waits for somebody: the list of "my work", and the part of it that belongs to one programme.

Each app names its sources in a room `waiting.py`. A list can be long: of each source only the count and the first few
are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise

from tenants.kit.caller import Caller
from tenants.kit.found import found

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


@dataclass(frozen=True)
class Source:
    """Things of one kind that can wait for somebody.

    `rows` gives those that wait for a caller on a day, each with a column `due` (null: no day agreed); `tell` makes an
    item of a row; `program` leads from a row to the id of its programme.
    """

    order: int
    rows: Callable[[Caller, dt.date], QuerySet[Any]]
    tell: Callable[[Any, dt.date], Waiting]
    program: str = "program_id"


@dataclass(frozen=True)
class WaitingList:
    """How much waits, how much of it is late, and the most urgent of it."""

    count: int
    late: int
    first: tuple[tuple[Waiting, bool], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.first)


def waiting_for(
    caller: Caller,
    on: dt.date,
    *,
    limit: int,
    program_id: UUID | None = None,
    sources: Iterable[Source] | None = None,
) -> WaitingList:
    """The most urgent of what waits for the caller, with whether it is late; what has no day comes last.

    Two queries a source at most, however much there is.
    """
    if caller.is_anonymous:
        return WaitingList(0, 0, ())
    count, late, items = 0, 0, []
    for source in found("waiting", Source) if sources is None else sources:
        rows = source.rows(caller, on)
        if program_id is not None:
            # Not by a join: a mandate for two areas of the programme waits once.
            of_program = rows.model._default_manager.filter(**{source.program: program_id})
            rows = rows.filter(pk__in=of_program.values("pk"))
        counted = rows.order_by().aggregate(count=Count("pk"), late=Count("pk", filter=Q(due__lt=on)))
        count, late = count + counted["count"], late + counted["late"]
        if counted["count"]:
            urgent = rows.order_by(F("due").asc(nulls_last=True), "pk")[:limit]
            items += [source.tell(row, on) for row in urgent]
    items.sort(key=lambda item: (item.due is None, item.due or on, str(item.title)))
    return WaitingList(count, late, tuple((item, item.is_late(on)) for item in items[:limit]))
