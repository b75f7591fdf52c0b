"""Official figures as they were published: topics, releases, and one row per line of a release."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from monitoring.public.statistics.choices import Better, Kind, Perception, Source
from monitoring.public.statistics.querysets import (
    ReleaseQuerySet,
    TopicQuerySet,
)
from tenants.public.geography.models import Region


def _in_english() -> bool:
    return (get_language() or "").startswith("en")


class Topic(models.Model):
    """An official figure that is the same thing in every year, whatever the source calls it that year."""

    code = models.SlugField(max_length=80, unique=True, help_text="Ours, stable: perceived-health-good.")
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    predicate_nl = models.CharField(
        max_length=200,
        blank=True,
        help_text="What the people do who are counted: voelen zich eenzaam. Empty: it is no share of people.",
    )
    predicate_en = models.CharField(max_length=200, blank=True, help_text="The same in English: feel lonely.")
    unit = models.CharField(max_length=40, help_text="As the source writes it: aantal, %, x 1 000 euro.")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    perception = models.CharField(max_length=9, choices=Perception.choices, blank=True)
    direction = models.CharField(
        max_length=4,
        choices=Better.choices,
        blank=True,
        help_text="Empty: whether more or less is better is a matter of opinion.",
    )
    source = models.CharField(max_length=20, choices=Source.choices)
    decimals = models.PositiveSmallIntegerField(default=0)
    reference_day = models.CharField(
        max_length=5, help_text="Month and day at which a value of a year is dated: 01-01, 07-01 or 12-31."
    )
    interval_months = models.PositiveSmallIntegerField(help_text="How often the source gives a value.")
    total_group = models.CharField(
        max_length=20, blank=True, help_text="Whom the total is about: 18+ at RIVM; empty: everybody."
    )
    weight = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="weighs",
        help_text="The topic by which a rate or mean is weighted over areas.",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="topic_kind_known"),
            models.CheckConstraint(condition=Q(interval_months__gt=0), name="topic_interval_positive"),
            models.CheckConstraint(
                condition=Q(reference_day__regex=r"^[01][0-9]-[0-3][0-9]$"), name="topic_reference_day_is_a_day"
            ),
        ]

    def __str__(self) -> str:
        """In the language of the reader."""
        return self.name_en if _in_english() else self.name_nl

    @property
    def predicate(self) -> str:
        """In the language of the reader."""
        return self.predicate_en if _in_english() else self.predicate_nl

    def date_of(self, period: int) -> dt.date:
        """The date a value of the year `period` stands for."""
        month, day = self.reference_day.split("-")
        return dt.date(period, int(month), int(day))


class Release(models.Model):
    """One publication of figures for one period, imported from one file. Immutable; a later one comes beside it."""

    source = models.CharField(max_length=20, choices=Source.choices)
    table = models.CharField(max_length=40, help_text="The source's own name of the table: 84583NED.")
    period = models.PositiveSmallIntegerField(help_text="The year the figures are about.")
    group = models.CharField(max_length=20, blank=True, help_text="The one group a file is about; empty: no groups.")
    vintage = models.CharField(max_length=120, help_text="Which publication it is, in a few words.")
    division_year = models.PositiveSmallIntegerField(help_text="The year of the division into regions it uses.")
    provisional = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, help_text="Of the file as it was offered.")
    content_sha256 = models.CharField(max_length=64, help_text="Of the lines and columns that were read from it.")
    sequence = models.PositiveIntegerField(help_text="Among the releases of one table, period and group: 1, 2, ...")
    line_count = models.PositiveIntegerField(default=0, help_text="Regions with a line.")
    unknown_regions = models.PositiveIntegerField(
        default=0, help_text="Lines left out because their region is not among ours."
    )
    imported_at = models.DateTimeField()

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["source", "period", "table", "group", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "table", "period", "group", "sequence"], name="release_sequence_once"
            ),
            models.UniqueConstraint(
                fields=["source", "table", "period", "group", "content_sha256"], name="release_content_once"
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="release_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.period} {self.group}".strip()


class ReleaseColumn(models.Model):
    """Which topic (and group) stands at which place in the lines of a release."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField(help_text="From 0.")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="columns")
    group = models.CharField(max_length=20, blank=True, help_text="Empty: the total.")
    source_key = models.CharField(max_length=200, help_text="The column as the source calls it in this release.")

    class Meta:
        ordering = ["release", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "position"], name="column_position_once"),
            models.UniqueConstraint(fields=["release", "topic", "group"], name="column_topic_once"),
        ]
        indexes = [models.Index(fields=["source_key"], name="column_source_key")]

    def __str__(self) -> str:
        return self.source_key


class Line(models.Model):
    """One line of a release: the figures of one region, in the order of the release's columns."""

    # Both are found by the unique index below; more indexes would only make every import slower.
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="lines", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    values = ArrayField(models.FloatField(null=True))
    absences = models.CharField(
        max_length=400,
        blank=True,
        help_text="One letter a column, '-' where there is a value; empty: nothing is absent.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "region"], name="line_of_a_region_once")]

    def __str__(self) -> str:
        return f"{self.release_id}:{self.region_id}"
