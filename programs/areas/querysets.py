"""The words in which working areas are asked for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from programs.areas.models import Area  # noqa: F401 (named in a base class)


class AreaQuerySet(models.QuerySet["Area"]):
    def visible_to(self, caller: Caller) -> Self:
        """Everybody: which areas a municipality works in is public."""
        return self

    def valid_on(self, day: dt.date) -> Self:
        """The areas in use on `day`: from `valid_from` up to, not including, `valid_until`."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)

    def with_regions(self) -> Self:
        """With the official regions each consists of, without their outlines. One query more."""
        from programs.areas.models import AreaRegion

        parts = AreaRegion.objects.select_related("region").defer("region__geometry").order_by("region__code")
        return self.prefetch_related(models.Prefetch("area_regions", queryset=parts))
