"""What a programme measures, where it started, where it must go, what was measured, and what to think of it."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from monitoring.indicators.names import DIRECTIONS, OUTCOMES
from monitoring.indicators.querysets import IndicatorQuerySet, ObservationQuerySet, TargetQuerySet
from monitoring.indicators.rules import Direction
from monitoring.public.statistics.models import Release, Topic
from programs.objectives.models import Objective
from programs.programs.models import Program
from tenants.kit.dutch import dutch
from tenants.kit.models import Row, Tracked
from tenants.public.geography.models import Region


def _stays(name: str, sentence: str, condition: pgtrigger.Q | None = None) -> pgtrigger.Trigger:
    """A row that can no longer be changed or removed, whoever asks: the database says so too."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=condition,
        func=f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation';",
    )


# Withdrawing is the one change: nothing else of the row moves, and it happens once.
_RECORDED_STAYS = pgtrigger.Trigger(
    name="recorded_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    declare=[("withdrawal", "TEXT[] := ARRAY['withdrawn_on', 'withdrawn_because', 'updated_at']")],
    func="""
        IF TG_OP = 'UPDATE' AND OLD.withdrawn_on IS NULL AND NEW.withdrawn_on IS NOT NULL
            AND to_jsonb(OLD) - withdrawal = to_jsonb(NEW) - withdrawal THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'A recorded value cannot be changed or removed; withdraw it.'
            USING ERRCODE = 'restrict_violation';
    """,
)


def measure(label: Any = None, help_text: str = "") -> models.DecimalField[Decimal, Decimal]:
    """A value of an indicator; exact, since equality with a target counts."""
    return models.DecimalField(label, max_digits=20, decimal_places=6, help_text=help_text)


def maybe_measure(help_text: str = "") -> models.DecimalField[Decimal | None, Decimal | None]:
    """A value that may be absent."""
    return models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True, help_text=help_text)


class Indicator(Tracked):
    """Something a programme measures: an official topic for an official region, or a measure of its own."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="indicators")
    program_id: uuid.UUID
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="indicators", null=True, blank=True)
    objective_id: uuid.UUID | None
    name = models.CharField(_("name"), max_length=200)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="+", null=True, blank=True, help_text="Empty: our own measure."
    )
    topic_id: int | None
    group = models.CharField(max_length=20, blank=True, help_text="The group of the topic; empty: everybody.")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", null=True, blank=True, help_text="Where it is measured."
    )
    region_id: int | None
    direction = models.CharField(_("direction"), max_length=5, choices=DIRECTIONS)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(default=1)
    tolerance = maybe_measure(help_text="Share of the path, or half-width for keep and range; empty: the default.")
    low = maybe_measure(help_text="Lower bound, for a range only.")
    high = maybe_measure(help_text="Upper bound, for a range only.")
    interval_months = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(1)], help_text="How often a value is expected."
    )
    is_key = models.BooleanField(default=True, help_text="Counts for the programme's distribution of outcomes.")
    added_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text="Why it was added after the council had decided.")

    # What `with_names`, `with_targets` and `with_measures` add.
    looked_at_on: dt.date | None
    targets_in_force: list[Target]
    own_values: list[Observation]

    objects = IndicatorQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="indicator_has_a_name"),
            models.CheckConstraint(
                condition=Q(direction__in=[name for name, _label in DIRECTIONS]), name="indicator_direction_known"
            ),
            models.CheckConstraint(condition=Q(interval_months__gte=1), name="indicator_interval_positive"),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0), name="indicator_tolerance_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(topic__isnull=True) | Q(region__isnull=False), name="indicator_official_has_a_region"
            ),
            models.CheckConstraint(
                condition=(
                    Q(direction=Direction.RANGE, low__isnull=False, high__isnull=False, high__gte=F("low"))
                    | (~Q(direction=Direction.RANGE) & Q(low__isnull=True, high__isnull=True))
                ),
                name="indicator_bounds_for_a_range_only",
            ),
        ]

    def __str__(self) -> str:
        """An official topic has a name in both languages, unless somebody gave the indicator a name of its own."""
        return str(self.topic) if self.topic and self.name == self.topic.name_nl else self.name

    @property
    def marked(self) -> str:
        """Its name for a page: our own name of it is Dutch, an official topic's is the reader's."""
        return str(self) if self.topic and self.name == self.topic.name_nl else str(dutch(self.name))

    @property
    def is_official(self) -> bool:
        return self.topic_id is not None

    @property
    def needs_target(self) -> bool:
        """For keep the baseline is the target, for a range its bounds are."""
        return self.direction in (Direction.UP, Direction.DOWN)

    def has_baseline(self) -> bool:
        return hasattr(self, "baseline")

    def judged(self) -> Judgement | None:
        """The judgement as it is stored; None as long as there is no baseline, or no target where one is needed."""
        return self.judgement if hasattr(self, "judgement") else None


class Baseline(Tracked):
    """Where an indicator started (nulmeting). Frozen when the programme is adopted; the database refuses changes."""

    indicator = models.OneToOneField(Indicator, on_delete=models.PROTECT, related_name="baseline")
    value = measure(_("value"))
    date = models.DateField(_("date"))
    source = models.CharField(max_length=200, help_text="Who measured it, and in which table.")
    vintage = models.CharField(max_length=120, blank=True, help_text="Which publication, for an official figure.")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    frozen_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The day the programme was adopted."
    )

    class Meta(Tracked.Meta):
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="baseline_has_a_source")]
        triggers = [
            *Tracked.Meta.triggers,
            _stays(
                "frozen_stays",
                "A frozen baseline cannot be changed or removed.",
                pgtrigger.Q(old__frozen_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f} ({self.date})"

    @property
    def source_name(self) -> str:
        """Who published it, in the language of the reader; for a measure of our own as it was written down."""
        return self.release.get_source_display() if self.release else self.source


class Target(Tracked):
    """What an indicator must have reached on a day. A revision replaces one and says why; the old one is kept."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    date = models.DateField(_("date"))
    value = measure(_("value"))
    set_on = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    revises = models.OneToOneField("self", on_delete=models.PROTECT, related_name="revised_by", null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text="Of a revision, or of a target set after adoption.")
    withdrawn_because = models.TextField(blank=True, help_text="Why it went without another in its place.")
    superseded_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "date"], condition=Q(superseded_on__isnull=True), name="target_one_per_day"
            ),
            models.CheckConstraint(
                condition=(Q(revision=1) & Q(revises__isnull=True)) | (Q(revises__isnull=False) & ~Q(reason="")),
                name="target_revision_has_a_reason",
            ),
        ]
        triggers = [
            *Tracked.Meta.triggers,
            _stays(
                "superseded_stays",
                "A target that was revised cannot be changed or removed.",
                pgtrigger.Q(old__superseded_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f} ({self.date})"


class Observation(Tracked):
    """A value that the municipality measured itself. What was wrong is withdrawn with the reason, and stays to be seen."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    date = models.DateField(_("date"))
    value = measure(_("value"))
    low = maybe_measure(help_text="Lower end of the interval.")
    high = maybe_measure(help_text="Upper end of the interval.")
    sample_size: models.PositiveIntegerField[int | None, int | None] = models.PositiveIntegerField(
        null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=200)
    group = models.CharField(max_length=40, blank=True, help_text="A part of the people; empty: the total.")
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="corrected_by", null=True, blank=True
    )
    withdrawn_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="observation_has_a_source"),
            models.UniqueConstraint(
                fields=["indicator", "date", "group"],
                condition=Q(withdrawn_on__isnull=True),
                name="observation_one_per_day",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="observation_within_its_interval",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_because="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")),
                name="observation_withdrawn_with_a_reason",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, _RECORDED_STAYS]

    def __str__(self) -> str:
        return f"{self.value.normalize():f} ({self.date})"


class Judgement(Row):
    """The latest judgement of an indicator, as the rule gave it. Derived, so without history; a change is an event.

    Written in the transaction that changes what it rests on, and otherwise only when a night finds it different.
    """

    indicator = models.OneToOneField(Indicator, on_delete=models.CASCADE, related_name="judgement")
    outcome = models.CharField(max_length=15, choices=OUTCOMES)
    previous_outcome = models.CharField(
        max_length=15, choices=OUTCOMES, blank=True, help_text="What it was when the value was fresh, if stale."
    )
    changed_from = models.CharField(
        max_length=15, choices=OUTCOMES, blank=True, help_text="The outcome before the last change."
    )
    changed_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)
    uncertain = models.BooleanField(default=False)
    achieved = maybe_measure(help_text="Share of the path, as it is: below 0 and above 1 too.")
    expected = maybe_measure()
    latest_date: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)
    latest_value = maybe_measure()
    document = models.JSONField(help_text="The whole answer of the rule, with its sentences.")
    rule_version = models.CharField(max_length=10)
    judged_on = models.DateField(help_text="The day as of which it was judged when this row was written.")
    stands_until = models.DateField(help_text="The last day on which it is the same, if nothing it rests on changes.")
    fingerprint = models.CharField(max_length=64, help_text="Of the rows and releases it rests on.")

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[name for name, _label in OUTCOMES]), name="judgement_outcome_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.outcome}"

    def sentence(self, language: str) -> str:
        """What the rule says, in Dutch or in English."""
        return str(self.document["sentences"][_english_or_dutch(language)])

    def outlook(self, language: str) -> str:
        """What the trend says, or why it says nothing."""
        told = self.document["forecastReason"] or self.document["forecast"]["sentences"]
        return str(told[_english_or_dutch(language)])

    @property
    def latest_interval(self) -> tuple[Decimal | None, Decimal | None]:
        """Between which values the latest one may be, when its source says so."""
        low, high = (self.document["latest"].get(bound) for bound in ("low", "high"))
        return (None, None) if low is None else (Decimal(str(low)), Decimal(str(high)))

    def as_of(self, looked_at_on: dt.date | None) -> dt.date:
        """The day as of which it holds: its own, or the last on which every indicator was looked at."""
        return max(self.judged_on, looked_at_on or self.judged_on)


def _english_or_dutch(language: str) -> str:
    return "en" if language.startswith("en") else "nl"


class Judging(models.Model):
    """The last time that every indicator of the municipality was looked at: one row.

    A judgement that stayed the same is not written again, so its own day says less than this one.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    day = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="judging_one_row")]

    def __str__(self) -> str:
        return str(self.day)
