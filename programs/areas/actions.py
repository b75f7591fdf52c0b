"""Making working areas out of official regions, naming them better, and taking them out of use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.areas import events
from programs.areas.choices import Scale
from programs.areas.models import Area, AreaRegion
from programs.areas.policies import can_change_area, can_make_area
from tenants.kit.caller import Caller
from tenants.kit.checks import check, given_reason
from tenants.kit.errors import Conflict, FieldError
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change
from tenants.public.geography.models import Region
from tenants.public.municipalities.current import current_municipality

NO_REGION = gettext_lazy("Choose at least one district or neighbourhood that the area consists of.")


def make_area(
    name: str,
    regions: Sequence[Region],
    *,
    by: Caller,
    on: dt.date,
    scale: str = Scale.DISTRICT,
    shares: Mapping[int, Decimal] | None = None,
) -> Area:
    """A working area of this municipality, in use from `on`. `shares`: by a region's id, when not all of it lies in it."""
    require(can_make_area, by, on)
    with change(by) as changing:
        area = Area(name=name, scale=scale, valid_from=on, made_by=by.label())
        check(area, on, *faults_of_regions(regions, on))
        area.save()
        for region in regions:
            part = AreaRegion(area=area, region=region, share=(shares or {}).get(region.pk, Decimal(1)))
            check(part, on)
            part.save()
        changing.emit(events.AREA_MADE, area, regions=[region.code for region in regions])
    return area


def change_area(area: Area, *, name: str, scale: str, by: Caller, on: dt.date, seen: Seen | None = None) -> Area:
    """Another name or scale. Its regions stay: with others its figures would be those of another area."""
    require(can_change_area, by, area, on)
    with change(by) as changing:
        area = Area.objects.select_for_update().get(pk=area.pk)
        area.check_unchanged(seen)
        changed = area.put(name=name, scale=scale)
        check(area, on)
        if changed:
            area.save(update_fields=changed)
            changing.emit(events.AREA_CHANGED, area, fields=changed)
    return area


def retire_area(area: Area, *, by: Caller, on: dt.date, reason: str) -> Area:
    """Not in use any more from `on`; what was decided for it stays. Refused while a programme still works there."""
    require(can_change_area, by, area, on)
    with change(by, given_reason(reason)) as changing:
        # Two people at once: the second finds it out of use.
        area = Area.objects.select_for_update().get(pk=area.pk)
        if area.valid_until is not None:
            raise Conflict(_("This area is out of use already."))
        if area.valid_from >= on:
            raise Conflict(_("This area is in use since today; take it out of use tomorrow, or give it another name."))
        if working := area.programs.not_ended().first():
            raise Conflict(
                _("The programme “%(program)s” works in this area. Close it, or give it another area, first.")
                % {"program": working}
            )
        area.save_changes(valid_until=on)
        changing.emit(events.AREA_RETIRED, area)
    return area


def faults_of_regions(regions: Collection[Region], on: dt.date) -> list[FieldError]:
    """What is wrong with the choice of regions that an area is to consist of."""
    fault = _fault_in(regions, on)
    return [FieldError("regions", "invalid", fault)] if fault else []


def _fault_in(regions: Collection[Region], on: dt.date) -> str:
    """What is wrong with the choice of regions, as a sentence; empty when nothing is."""
    if not regions:
        return str(NO_REGION)
    municipality = current_municipality()
    for region in regions:
        if municipality is not None and region.municipality_code != municipality.code:
            return _("%(region)s does not lie in %(municipality)s.") % {"region": region, "municipality": municipality}
        if not region.is_valid_on(on):
            return _("%(region)s does not exist any more, or not yet. Choose another one.") % {"region": region}
    # Somebody who lives in both would be counted twice.
    chosen = {region.pk: region for region in regions}
    if len(chosen) < len(regions):
        return _("You chose a region twice.")
    for region in regions:
        if region.parent_id in chosen:
            return _("%(part)s already lies in %(whole)s. Choose one of the two.") % {
                "part": region,
                "whole": chosen[region.parent_id],
            }
    return ""
