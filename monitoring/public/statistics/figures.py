"""The one place where official figures are read. A page, a file, a judgement and the API get the same value here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from monitoring.public.statistics.choices import PRESENT, REASONS
from monitoring.public.statistics.models import ReleaseColumn, Topic
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
        c.id, c.topic_id, l.region_id, l.values[c.position + 1], substr(l.absences, c.position + 1, 1)
    FROM statistics_releasecolumn c
    JOIN statistics_release r ON r.id = c.release_id
    JOIN statistics_line l ON l.release_id = r.id
    WHERE c.id = ANY(%s) AND l.region_id = ANY(%s)
    ORDER BY c.topic_id, c."group", r.period, l.region_id, r.id DESC
"""


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
    published gives nothing; a value that was not given gives a Figure with a reason. Four queries, however much is
    asked.
    """
    if not topics or not regions:
        return []
    asked_topics = {topic.pk: topic for topic in Topic.objects.by_code_or_row(topics)}
    columns = {
        column.pk: column
        for column in ReleaseColumn.objects.about(list(asked_topics), periods, source_keys).select_related("release")
        if groups is None or _is_asked(column, asked_topics[column.topic_id], groups)
    }
    if not columns:
        return []
    asked_regions = {
        key: (code, name)
        for key, code, name in Region.objects.by_code_or_row(regions).values_list("id", "code", "name")
    }
    found = [
        _figure(asked_topics[topic_id], columns[column_id], (region_id, *asked_regions[region_id]), value, letter)
        for column_id, topic_id, region_id, value, letter in _rows(list(columns), list(asked_regions))
    ]
    return sorted(found, key=lambda each: (each.topic, each.region, each.period, each.group, each.region_id))


def _is_asked(column: ReleaseColumn, topic: Topic, groups: Collection[str]) -> bool:
    return column.group in groups or (not column.group and topic.total_group in groups)


def _rows(columns: list[int], regions: list[int]) -> list[tuple[int, int, int, float | None, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [columns, regions])
        rows: list[tuple[int, int, int, float | None, str]] = cursor.fetchall()
        return rows


def _figure(
    topic: Topic, column: ReleaseColumn, region: tuple[int, str, str], value: float | None, letter: str
) -> Figure:
    release = column.release
    region_id, code, name = region
    return Figure(
        topic=topic.code,
        source_key=column.source_key,
        group=column.group,
        people=column.group or topic.total_group,
        region=code,
        region_id=region_id,
        region_name=name,
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
