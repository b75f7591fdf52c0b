"""The one place where official figures are read. A page, a file, a judgement and the API get the same value here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from django.db import connection

from monitoring.public.statistics.choices import PRESENT, REASONS
from monitoring.public.statistics.models import Topic
from tenants.public.geography.models import Region


@dataclass(frozen=True)
class Figure:
    """One official value, or the reason why there is none, with where it comes from.

    `topic` and `region` are codes. `group` is empty for the total, otherwise a part of the people, such as 65+;
    `people` says in both cases whom it is about (18+ for the total at RIVM; empty: everybody). `date` is the day of
    the period that values of this topic stand for.
    """

    topic: str
    source_key: str
    group: str
    people: str
    region: str
    region_id: int
    region_name: str
    period: int
    date: dt.date
    value: Decimal | None
    absence: str | None
    provisional: bool
    source: str
    table: str
    vintage: str
    release_id: int

    @property
    def is_total(self) -> bool:
        return not self.group

    @property
    def people_or_none(self) -> str | None:
        return self.people or None

    @property
    def name_or_none(self) -> str | None:
        return self.region_name or None


# DISTINCT ON keeps the newest release of each topic, group, period and region; older ones stay stored.
_QUERY = """
    SELECT DISTINCT ON (c.topic_id, c."group", r.period, l.region_id)
        c.topic_id, c."group", c.source_key, l.region_id, r.period, r.provisional, r.source, r."table", r.vintage, r.id,
        l.values[c.position + 1], substr(l.absences, c.position + 1, 1)
    FROM statistics_releasecolumn c
    JOIN statistics_topic t ON t.id = c.topic_id
    JOIN statistics_release r ON r.id = c.release_id
    JOIN statistics_line l ON l.release_id = r.id
    WHERE c.topic_id = ANY(%(topics)s) AND l.region_id = ANY(%(regions)s)
        AND (%(periods)s::int[] IS NULL OR r.period = ANY(%(periods)s::int[]))
        AND (%(source_keys)s::text[] IS NULL OR c.source_key = ANY(%(source_keys)s::text[]))
        AND (%(groups)s::text[] IS NULL OR c."group" = ANY(%(groups)s::text[])
            OR c."group" = '' AND t.total_group = ANY(%(groups)s::text[]))
    ORDER BY c.topic_id, c."group", r.period, l.region_id, r.id DESC
"""


Row = TypeVar("Row", Topic, Region)


class _Found(NamedTuple):
    """What the query gives, in the order of its columns."""

    topic_id: int
    group: str
    source_key: str
    region_id: int
    period: int
    provisional: bool
    source: str
    table: str
    vintage: str
    release_id: int
    value: float | None
    letter: str


def figures(
    topics: Collection[Topic | str],
    regions: Collection[Region | str],
    periods: Collection[int] | None = None,
    groups: Collection[str] | None = None,
    *,
    source_keys: Collection[str] | None = None,
) -> list[Figure]:
    """The newest known value of every topic, group, period and region asked for, in the order of their names.

    Topics and regions are rows or codes; a code stands for all regions that bore it. `periods` and `groups` None: all
    there are; the group "" is the total, which may also be called by the people it is about (18+). A year that was not
    published gives nothing; a value that was not given gives a Figure with a reason. One query, however much is
    asked, and one more for the codes of topics and of regions each.
    """
    asked_topics = _by_key(topics, Topic.objects.with_codes)
    asked_regions = _by_key(regions, Region.objects.without_geometry().with_codes)
    if not asked_topics or not asked_regions:
        return []
    asked = {
        "topics": list(asked_topics),
        "regions": list(asked_regions),
        "periods": None if periods is None else list(periods),
        "groups": None if groups is None else list(groups),
        "source_keys": None if source_keys is None else list(source_keys),
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, asked)
        rows = [_Found(*row) for row in cursor.fetchall()]
    found = [_figure(asked_topics[row.topic_id], asked_regions[row.region_id], row) for row in rows]
    return sorted(found, key=lambda each: (each.topic, each.region, each.period, each.group, each.region_id))


# Releases come and go as a whole, so their ids say it all.
_EDITIONS = """
    SELECT t.id, md5(concat(t::text,
        (SELECT string_agg(c.release_id::text, ',' ORDER BY c.id) FROM statistics_releasecolumn c
            WHERE c.topic_id = t.id)))
    FROM statistics_topic t WHERE t.id = ANY(%s)
"""


def editions(topic_ids: Collection[int]) -> dict[int, str]:
    """For each topic a text that changes when the topic does, or when figures of it are published or withdrawn."""
    if not topic_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_EDITIONS, [list(topic_ids)])
        return dict(cursor.fetchall())


def _by_key(asked: Collection[Row | str], with_codes: Callable[[Collection[str]], Iterable[Row]]) -> dict[int, Row]:
    """The rows that were given, and those that the codes stand for."""
    found: dict[int, Row] = {each.pk: each for each in asked if not isinstance(each, str)}
    codes: list[str] = [each for each in asked if isinstance(each, str)]
    if codes:
        found.update({row.pk: row for row in with_codes(codes)})
    return found


def _figure(topic: Topic, region: Region, row: _Found) -> Figure:
    return Figure(
        topic=topic.code,
        source_key=row.source_key,
        group=row.group,
        people=row.group or topic.total_group,
        region=region.code,
        region_id=region.pk,
        region_name=region.name,
        period=row.period,
        date=topic.date_of(row.period),
        value=None if row.value is None else exactly(row.value),
        absence=REASONS[row.letter] if row.letter and row.letter != PRESENT else None,
        provisional=row.provisional,
        source=row.source,
        table=row.table,
        vintage=row.vintage,
        release_id=row.release_id,
    )


def exactly(value: float) -> Decimal:
    """The number as it was written in the file: the shortest text that gives this double, whole when it is."""
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))


def as_json(figure: Figure) -> dict[str, Any]:
    """A figure as the API and the command line give it; a value is a number, as in the source."""
    return {
        "topic": figure.topic,
        "sourceKey": figure.source_key,
        "group": figure.people_or_none,
        "isTotal": figure.is_total,
        "region": figure.region,
        "regionName": figure.name_or_none,
        "period": figure.period,
        "date": figure.date.isoformat(),
        "value": as_number(figure.value),
        "absence": figure.absence,
        "provisional": figure.provisional,
        "source": figure.source,
        "vintage": figure.vintage,
    }


def as_number(value: Decimal | None) -> int | float | None:
    """The shortest JSON number that is this value."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
