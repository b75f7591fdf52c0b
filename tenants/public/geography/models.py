"""Official regions of CBS with the period in which they exist."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

from django.db import models
from django.db.models import F, Q

from tenants.public.geography.choices import Level
from tenants.public.geography.querysets import RegionQuerySet

# The smallest box around an outline, so that a map can ask for what it shows.
_Degrees: TypeAlias = "models.FloatField[float | None, float | None]"


class Region(models.Model):
    """An official region: the country, a municipality, a district (wijk) or a neighbourhood (buurt).

    CBS uses a code again for another area, so a region is known by its code *and* its period. Periods start on
    1 January of the first division in which we know the region; see `data/SOURCES.md`.
    """

    code = models.CharField(max_length=10, help_text="As CBS writes it, without padding: NL00, GM0505, WK0363AA.")
    name = models.CharField(max_length=100, blank=True, help_text="Empty: the source gives no name.")
    level = models.CharField(max_length=13, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    valid_from = models.DateField(help_text="The first day.")
    valid_until: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The day after the last one; empty: still valid."
    )
    geometry: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        null=True, blank=True, help_text="GeoJSON geometry, longitude and latitude (CRS84)."
    )
    west: _Degrees = models.FloatField(null=True, blank=True, editable=False)
    south: _Degrees = models.FloatField(null=True, blank=True, editable=False)
    east: _Degrees = models.FloatField(null=True, blank=True, editable=False)
    north: _Degrees = models.FloatField(null=True, blank=True, editable=False)
    is_water = models.BooleanField(default=False)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="region_code_and_period_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="region_period_in_order",
                violation_error_message="A region must be valid for at least a day.",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="region_has_a_code"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="region_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else self.code

    @property
    def municipality_code(self) -> str | None:
        """The code of the municipality it lies in; None for the country."""
        return None if self.level == Level.COUNTRY else f"GM{self.code[2:6]}"

    def is_valid_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)
