"""What waits for somebody comes from every app: counted, and the most urgent of it in order of its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import DateField, QuerySet, Value

from tenants.accounts.models import User
from tenants.kit.caller import ANONYMOUS, Caller
from tenants.kit.waiting import Source, Waiting, waiting_for
from tests.cast import Cast

DAY = dt.date(2024, 9, 1)


def source(title: str, due: dt.date | None, *emails: str) -> Source:
    """Something with this due day for each of these people, whom every test knows."""

    def rows(caller: Caller, on: dt.date) -> QuerySet[Any]:
        found: QuerySet[Any] = User.objects.filter(email__in=emails).annotate(due=Value(due, output_field=DateField()))
        return found

    return Source(1, rows, lambda row, on: Waiting(f"{title} {row.name}", f"/{title}", due=due), program="id")


SOURCES = [
    source("Someday", None, "mira@example.nl"),
    source("Offer", DAY + dt.timedelta(days=3), "mira@example.nl", "noor@example.nl"),
    source("Review", DAY - dt.timedelta(days=3), "mira@example.nl"),
]


def test_the_most_urgent_is_on_top_and_what_has_no_day_is_last(cast: Cast) -> None:
    waiting = waiting_for(cast.manager.as_caller(), DAY, limit=10, sources=SOURCES)
    titles = [str(item.title) for item, _late in waiting.first]
    assert titles == ["Review Mira Gebied", "Offer Mira Gebied", "Offer Noor Gebied", "Someday Mira Gebied"]


def test_all_of_it_is_counted_but_only_the_first_few_are_told(cast: Cast) -> None:
    waiting = waiting_for(cast.manager.as_caller(), DAY, limit=2, sources=SOURCES)
    assert (waiting.count, waiting.late, len(waiting.first), waiting.more) == (4, 1, 2, 2)


def test_late_is_computed_from_the_day(cast: Cast) -> None:
    waiting = waiting_for(cast.manager.as_caller(), DAY, limit=10, sources=SOURCES)
    assert [late for _item, late in waiting.first] == [True, False, False, False]


def test_a_programme_has_its_own_part(cast: Cast) -> None:
    waiting = waiting_for(cast.manager.as_caller(), DAY, limit=10, program_id=cast.other_manager.pk, sources=SOURCES)
    assert [str(item.title) for item, _late in waiting.first] == ["Offer Noor Gebied"]


def test_nothing_waits_for_a_stranger(cast: Cast) -> None:
    assert waiting_for(ANONYMOUS, DAY, limit=10, sources=SOURCES).count == 0
