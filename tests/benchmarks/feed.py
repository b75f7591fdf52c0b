"""Following the feed of events: it costs the same wherever one is in it, so that reading all costs as much as it is long."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.test import Client
from django_tenants.utils import schema_context

from tenants.kit.api.pagination import write_cursor
from tenants.kit.database import connection
from tenants.kit.scopes import Scope
from tenants.outbox.actions import place_events
from tenants.outbox.models import Event, Generation
from tests.benchmarks.report import Measure, Result, compare, duration
from tests.callers import as_user, with_key
from tests.cast import present
from tests.participation.commitments.things import set_up
from tests.participation.partners.things import make_key

SIZES = (1_000, 10_000, 100_000)
GOAL = "at the end at most 1.3 × at the beginning; placing at most 3 × one bare INSERT of the same events"
# One event in a hundred is about the partner's commitment, the others are about the programme.
FILL = """
    INSERT INTO outbox_event (id, created_at, updated_at, name, subject_kind, subject_id, seen_with_id, caller, data)
    SELECT gen_random_uuid(), now(), now(),
        CASE WHEN number %% 100 = 0 THEN 'commitment.changed' ELSE 'program.changed' END,
        CASE WHEN number %% 100 = 0 THEN 'commitment' ELSE 'program' END,
        row, row, 'bench', '{"fields": ["title"]}'
    FROM generate_series(1, %(size)s) number,
        LATERAL (SELECT CASE WHEN number %% 100 = 0 THEN %(commitment)s::uuid ELSE %(program)s::uuid END AS row) about
"""


@dataclass(frozen=True)
class Readers:
    """Somebody who is told everything, and a partner's program that is told one event in a hundred."""

    administrator: Client
    partner: Client
    program: UUID
    commitment: UUID


def run(options: Any) -> list[Result]:
    with schema_context("gm0505"):
        readers = _readers()
        return [_of_size(size, readers) for size in SIZES]


def _readers() -> Readers:
    people = present()
    stage = set_up(people.manager)
    narrow = make_key(stage.woonbron, (Scope.COMMITMENTS_READ,))
    return Readers(as_user(people.administrator), with_key(narrow), stage.program.pk, UUID(stage.offer()))


def _of_size(size: int, readers: Readers) -> Result:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE outbox_event")
        about = {"size": size, "program": readers.program, "commitment": readers.commitment}
        writing = duration(lambda: cursor.execute(FILL, about))
        placing = duration(place_events)
        cursor.execute("VACUUM ANALYZE outbox_event")  # as autovacuum does
    tenth = size // 10
    one_page = [_stretch(readers.administrator, after, 100) for after in (size - 100, 0)]
    page = compare(*(partial(_median, times) for times in one_page))
    whole = compare(_stretch(readers.administrator, size - tenth, tenth), _stretch(readers.administrator, 0, tenth))
    few = tenth // 100
    sparse = compare(_stretch(readers.partner, size - tenth, few), _stretch(readers.partner, 0, few))
    shares = [page.share, whole.share, sparse.share]
    measures = (
        Measure("writing them, one bare INSERT", writing, "s"),
        Measure("placing ÷ writing", placing / writing),
        Measure("a page of 100 at the beginning", page.theirs * 1000, "ms"),
        Measure("a page at the end ÷ at the beginning", page.share),
        Measure("the first tenth", whole.theirs * 1000, "ms"),
        Measure("the last tenth ÷ the first", whole.share),
        Measure("the first tenth of which one in 100 is told", sparse.theirs * 1000, "ms"),
        Measure("the last tenth ÷ the first, then", sparse.share),
    )
    is_noisy = page.is_noisy or whole.is_noisy or sparse.is_noisy
    reached = max(shares) <= 1.3 and placing / writing <= 3
    return Result(f"The feed with {size:,} events", GOAL, measures, reached, is_noisy)


def _median(read: Callable[[], float]) -> float:
    return statistics.median(read() for _ in range(9))


def _stretch(reader: Client, after: int, told: int) -> Callable[[], float]:
    """Seconds in which a reader is told so many events after this one, page after page."""
    before_all = (Event.objects.order_by("position").values_list("position", flat=True)[:1].get() or 0) - 1
    cursor = write_cursor((Generation.objects.get().token, before_all + after))

    def read() -> None:
        following, found = f"/api/v1/events?after={cursor}&pageSize={min(told, 500)}", 0
        while found < told:
            page = reader.get(following).json()
            found += len(page["results"])
            where = urlsplit(page["next"] or "")
            following = f"{where.path}?{where.query}"
        assert found == told

    return lambda: duration(read)
