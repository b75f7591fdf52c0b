"""The words in which topics, releases and lines are asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from monitoring.public.statistics.models import Line, Release, ReleaseColumn, Topic  # noqa: F401 (base classes)


class TopicQuerySet(models.QuerySet["Topic"]):
    def by_code_or_row(self, topics: Collection[Topic | str]) -> Self:
        """The topics with these codes, or these themselves."""
        codes = [topic for topic in topics if isinstance(topic, str)]
        keys = [topic.pk for topic in topics if not isinstance(topic, str)]
        return self.filter(models.Q(code__in=codes) | models.Q(pk__in=keys))

    def known_as(self, source_key: str) -> Self:
        """The topics that the source called `source_key` in some release; a key is used again for another one."""
        return self.filter(columns__source_key=source_key).distinct()


class ReleaseQuerySet(models.QuerySet["Release"]):
    def same_publication(self, source: str, table: str, period: int, group: str) -> Self:
        """All releases of one table, period and group, oldest first."""
        return self.filter(source=source, table=table, period=period, group=group).order_by("sequence")

    def newest_first(self) -> Self:
        return self.order_by("-imported_at", "-pk")


class LineQuerySet(models.QuerySet["Line"]):
    def of_region(self, code: str) -> Self:
        return self.filter(region__code=code)


class ReleaseColumnQuerySet(models.QuerySet["ReleaseColumn"]):
    def about(
        self, topic_ids: Collection[int], periods: Collection[int] | None, source_keys: Collection[str] | None
    ) -> Self:
        """The columns of these topics in releases of these periods; None: of all."""
        columns = self.filter(topic_id__in=topic_ids)
        if periods is not None:
            columns = columns.filter(release__period__in=periods)
        if source_keys is not None:
            columns = columns.filter(source_key__in=source_keys)
        return columns
