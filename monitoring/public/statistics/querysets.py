"""The words in which topics, releases and lines are asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from monitoring.public.statistics.models import Release, Topic  # noqa: F401 (base classes)


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_codes(self, codes: Collection[str]) -> Self:
        return self.filter(code__in=codes)

    def known_as(self, source_key: str) -> Self:
        """The topics that the source called `source_key` in some release; a key is used again for another one."""
        return self.filter(columns__source_key=source_key).distinct()

    def groups(self) -> set[str]:
        """The groups of people that there are figures of, the people of a total included."""
        named = self.values_list("total_group", "columns__group").distinct()
        return {group for pair in named for group in pair if group}


class ReleaseQuerySet(models.QuerySet["Release"]):
    def same_publication(self, source: str, table: str, period: int, group: str) -> Self:
        """All releases of one table, period and group, oldest first."""
        return self.filter(source=source, table=table, period=period, group=group).order_by("sequence")

    def newest_first(self) -> Self:
        return self.order_by("-imported_at", "-pk")
