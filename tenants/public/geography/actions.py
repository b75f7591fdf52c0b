"""Bringing official regions in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from tenants.public.geography.choices import Level
from tenants.public.geography.importers import (
    SHIPPED_OUTLINES,
    SHIPPED_REGIONS,
    NotRegions,
    OutlineKey,
    RegionRecord,
    read_outlines,
    read_regions,
)
from tenants.public.geography.models import Region
from tenants.public.geography.outlines import box_of

# One number for all who load regions, so that two of them wait for each other.
_LOCK = 5_050_001
_BOX = ["west", "south", "east", "north"]
_FIELDS = ["name", "level", "parent_id", "valid_until", "is_water", "geometry", *_BOX]


@dataclass(frozen=True)
class RegionsLoaded:
    """What a load did. A second identical one adds and changes nothing."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def load_shipped_regions(*, dry_run: bool = False) -> RegionsLoaded:
    """The regions that come with Raderwerk; see `data/SOURCES.md`."""
    return load_regions(read_regions(SHIPPED_REGIONS), read_outlines(SHIPPED_OUTLINES), dry_run=dry_run)


def load_regions(
    records: Iterable[RegionRecord],
    outlines: Mapping[OutlineKey, dict[str, Any]] | None = None,
    *,
    dry_run: bool = False,
) -> RegionsLoaded:
    """Add the regions that are new (by code and first day) and bring the others up to date.

    Nothing is removed: figures stand on regions. A record without a name or outline leaves what is known.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            # Two operators who load at the same moment: the second one waits, and then finds nothing to do.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return _load(list(records), outlines or {}, dry_run)


def _load(records: list[RegionRecord], outlines: Mapping[OutlineKey, dict[str, Any]], dry_run: bool) -> RegionsLoaded:
    known = {(region.code, region.valid_from): region for region in Region.objects.all()}
    periods: dict[str, list[Region]] = {}
    for region in known.values():
        periods.setdefault(region.code, []).append(region)
    added = changed = unchanged = 0
    # Parents before their parts: a level at a time.
    for level in Level.values:
        new: list[Region] = []
        altered: list[Region] = []
        for record in (record for record in records if record.level == level):
            key = (record.code, record.valid_from)
            region = _region(record, _parent(record, periods), outlines.get(key))
            before = known.get(key)
            if before is None:
                known[key] = region
                periods.setdefault(record.code, []).append(region)
                new.append(region)
            elif _bring_up_to_date(before, region):
                altered.append(before)
            else:
                unchanged += 1
        if not dry_run:
            Region.objects.bulk_create(new, batch_size=500)
            Region.objects.bulk_update(altered, [field.removesuffix("_id") for field in _FIELDS], batch_size=500)
        added, changed = added + len(new), changed + len(altered)
    return RegionsLoaded(added, changed, unchanged)


def _region(record: RegionRecord, parent: Region | None, geometry: dict[str, Any] | None) -> Region:
    return Region(
        code=record.code,
        name=record.name,
        level=record.level,
        parent=parent,
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        is_water=record.is_water,
        geometry=geometry,
        **dict(zip(_BOX, box_of(geometry), strict=True) if geometry else ()),
    )


def _parent(record: RegionRecord, periods: dict[str, list[Region]]) -> Region | None:
    if not record.parent:
        return None
    day: dt.date = record.valid_from
    for region in periods.get(record.parent, []):
        if region.is_valid_on(day):
            return region
    raise NotRegions(
        f"{record.code} lies in {record.parent}, which is not known on {day.isoformat()}. Load {record.parent} first."
    )


def _bring_up_to_date(before: Region, after: Region) -> bool:
    """Take over what differs. Equal, or nothing better known: False."""
    differs = False
    for field in _FIELDS:
        value = getattr(after, field)
        if value in (None, "") and field in ("name", "geometry", *_BOX):
            continue
        if getattr(before, field) != value:
            setattr(before, field, value)
            differs = True
    return differs
