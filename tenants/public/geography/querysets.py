"""The words in which official regions are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from tenants.public.geography.models import Region  # noqa: F401 (base class)


class RegionQuerySet(models.QuerySet["Region"]):
    def valid_on(self, day: dt.date) -> Self:
        """The regions that exist on `day`: from `valid_from` up to, not including, `valid_until`."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), valid_from__lte=day)

    def of_municipality(self, code: str) -> Self:
        """The municipality itself with its districts and neighbourhoods; `code` as in `GM0505`."""
        digits = code.strip().upper().removeprefix("GM")
        return self.filter(
            Q(code=f"GM{digits}") | Q(code__startswith=f"WK{digits}") | Q(code__startswith=f"BU{digits}")
        )

    def with_codes(self, codes: Collection[str]) -> Self:
        """All that bore these codes, in whatever period."""
        return self.filter(code__in=codes)

    def within_box(self, west: float, south: float, east: float, north: float) -> Self:
        """Those whose outline comes into the box; a region without an outline never does."""
        return self.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)

    def without_geometry(self) -> Self:
        """Outlines are large; a list that does not draw them leaves them in the database."""
        return self.defer("geometry")
