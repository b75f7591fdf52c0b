"""Working areas: where the municipality works, in its own words, on any scale."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.areas.choices import Scale
from programs.areas.querysets import AreaQuerySet
from tenants.kit.columns import Choice, Line, Number
from tenants.kit.constraints import Once
from tenants.kit.models import Tracked
from tenants.kit.order import Same
from tenants.public.geography.models import Region


class Area(Tracked):
    """A working area of the municipality: a name and the official regions it consists of. Areas may overlap."""

    name = Line(
        _("name"), max_length=120, missing=_("Give the area a name that people in it would use."),
        help_text=_("As people who live there say it."),
    )  # fmt: skip
    scale = Choice(
        _("scale"), max_length=13, choices=Scale.choices, default=Scale.DISTRICT,
        missing=_("Choose a scale from the list."),
        help_text=_("On which scale do people live here together? That need not be the district."),
    )  # fmt: skip
    made_by = models.CharField(max_length=120, default="", help_text="The caller who made it: kind and id.")
    regions = models.ManyToManyField(Region, through="AreaRegion", related_name="+")
    valid_from = models.DateField(help_text="The first day.")
    valid_until: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The day after the last one; empty: still in use."
    )

    objects = AreaQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            Once(
                Same("name"), condition=Q(valid_until__isnull=True), name="area_name_once", at="name",
                told=_("There is already an area with this name."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="area_has_a_name"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="area_period_in_order"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class AreaRegion(Tracked):
    """An official region that lies in a working area, whole or for a share of its residents."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="area_regions")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    share = Number(
        _("share"), max_digits=5, decimal_places=4, least=Decimal("0.0001"), most=1, default=1,
        help_text=_("Which part of the region lies in the area: 1 is all of it."),
    )  # fmt: skip

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(fields=["area", "region"], name="area_region_once"),
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="area_region_share_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.region_id}"
