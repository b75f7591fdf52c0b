"""The one place where official figures are read. A page, a file, a judgement and the API get the same value here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from monitoring.public.statistics.choices import PRESENT, REASONS
from monitoring.public.statistics.models import ReleaseColumn, Topic
from tenants.public.geography.models import Region


@dataclass(frozen=True)
class Figure:
    """One official value, or the reason why there is none, with where it comes from.

    `group` is empty or a sub-group of the topic, such as 65+; `is_total` says whether it is about everybody the topic
    is about. `date` is the day of the period that the topic's values stand for.
    """

    topic: Topic
    source_key: str
    group: str
    is_total: bool
    region: Region
    period: int
    date: dt.date
    value: Decimal | None
    absence: str | None
    provisional: bool
    source: str
    vintage: str
    release_id: int


# DISTINCT ON keeps the newest release of each topic, group, period and region; older ones stay stored.
_QUERY = """
    SELECT DISTINCT ON (c.topic_id, c."group", r.period, l.region_id)
        c.id, c.topic_id, l.region_id, r.id, r.period, l.values[c.position + 1], substr(l.absences, c.position + 1, 1)
    FROM statistics_releasecolumn c
    JOIN statistics_release r ON r.id = c.release_id
    JOIN statistics_line l ON l.release_id = r.id
    WHERE c.id = ANY(%s) AND l.region_id = ANY(%s)
    ORDER BY c.topic_id, c."group", r.period, l.region_id, r.id DESC
"""


def figures(
    topics: Collection[Topic],
    regions: Collection[Region],
    periods: Collection[int] | None = None,
    groups: Collection[str] | None = None,
    *,
    source_keys: Collection[str] | None = None,
) -> list[Figure]:
    """The newest known value of every topic, group, period and region asked for, in that order of topic and period.

    `periods` and `groups` None: all there are; the group "" stands for the total of a topic, whatever it is called.
    A year that was not published gives nothing; a value that was not given gives a Figure with a reason. Two queries,
    however much is asked.
    """
    topics_by_id = {topic.pk: topic for topic in topics}
    regions_by_id = {region.pk: region for region in regions}
    if not topics_by_id or not regions_by_id:
        return []
    columns = {
        column.pk: column
        for column in ReleaseColumn.objects.about(list(topics_by_id), periods, source_keys).select_related("release")
        if groups is None or _is_asked(column, topics_by_id[column.topic_id], groups)
    }
    if not columns:
        return []
    found = [
        _figure(topics_by_id[topic_id], columns[column_id], regions_by_id[region_id], value, letter)
        for column_id, topic_id, region_id, _release, _period, value, letter in _rows(
            list(columns), list(regions_by_id)
        )
    ]
    return sorted(
        found, key=lambda each: (each.topic.code, each.region.code, each.period, not each.is_total, each.group)
    )


def _is_asked(column: ReleaseColumn, topic: Topic, groups: Collection[str]) -> bool:
    return column.group in groups or ("" in groups and column.group == topic.total_group)


def _rows(columns: list[int], regions: list[int]) -> list[tuple[int, int, int, int, int, float | None, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [columns, regions])
        rows: list[tuple[int, int, int, int, int, float | None, str]] = cursor.fetchall()
        return rows


def _figure(topic: Topic, column: ReleaseColumn, region: Region, value: float | None, letter: str) -> Figure:
    release = column.release
    return Figure(
        topic=topic,
        source_key=column.source_key,
        group=column.group,
        is_total=column.group == topic.total_group,
        region=region,
        period=release.period,
        date=topic.date_of(release.period),
        value=None if value is None else exactly(value),
        absence=REASONS[letter] if letter and letter != PRESENT else None,
        provisional=release.provisional,
        source=release.source,
        vintage=release.vintage,
        release_id=release.pk,
    )


def exactly(value: float) -> Decimal:
    """The number as it was written in the file: the shortest text that gives this double, whole when it is."""
    return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
