"""Making working areas out of official regions, naming them better, and taking them out of use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import IntegrityError
from django.utils.translation import gettext as _

from programs.areas import events
from programs.areas.choices import Scale
from programs.areas.models import Area, AreaRegion
from programs.areas.policies import can_change_area, can_make_area
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, FieldError, Invalid
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change
from tenants.public.geography.models import Region
from tenants.public.municipalities.current import current_municipality


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
    name = name.strip()
    _raise(_faults_of_name(name, scale) + _faults_of_regions(regions, on))
    try:
        with change(by) as changing:
            area = Area.objects.create(name=name, scale=scale, valid_from=on, made_by=by.label())
            for region in regions:
                share = (shares or {}).get(region.pk, Decimal(1))
                AreaRegion.objects.create(area=area, region=region, share=share)
            changing.emit(events.AREA_MADE, area, regions=[region.code for region in regions])
    except IntegrityError as error:
        # Two people, one name: the second finds it taken.
        raise _taken() from error
    return area


def change_area(area: Area, *, name: str, scale: str, by: Caller, on: dt.date, seen: Seen | None = None) -> Area:
    """Another name or scale. Its regions stay: with others its figures would be those of another area."""
    require(can_change_area, by, area, on)
    _raise(_faults_of_name(name.strip(), scale))
    try:
        with change(by) as changing:
            area = Area.objects.select_for_update().get(pk=area.pk)
            area.check_unchanged(seen)
            if changed := area.save_changes(name=name.strip(), scale=scale):
                changing.emit(events.AREA_CHANGED, area, fields=changed)
    except IntegrityError as error:
        raise _taken() from error
    return area


def retire_area(area: Area, *, by: Caller, on: dt.date, reason: str) -> Area:
    """Not in use any more from `on`; what was decided for it stays. Refused while a programme still works there."""
    require(can_change_area, by, area, on)
    if not reason.strip():
        raise Invalid({"reason": _("Say why; it is kept in the history.")}, "required")
    with change(by, reason.strip()) as changing:
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


def _taken() -> Invalid:
    return Invalid({"name": _("There is already an area with this name.")}, "taken")


def _raise(errors: list[FieldError]) -> None:
    if errors:
        raise Invalid(errors)


def _faults_of_name(name: str, scale: str) -> list[FieldError]:
    errors = []
    if not name:
        errors.append(FieldError("name", "required", _("Give the area a name that people in it would use.")))
    if len(name) > 120:
        errors.append(FieldError("name", "too_long", _("Use at most 120 characters for the name.")))
    if scale not in Scale.values:
        errors.append(FieldError("scale", "invalid", _("Choose a scale from the list.")))
    return errors


def _faults_of_regions(regions: Sequence[Region], on: dt.date) -> list[FieldError]:
    fault = _fault_in(regions, on)
    return [FieldError("regions", "invalid", fault)] if fault else []


def _fault_in(regions: Sequence[Region], on: dt.date) -> str:
    """What is wrong with the choice of regions, as a sentence; empty when nothing is."""
    if not regions:
        return _("Choose at least one district or neighbourhood that the area consists of.")
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
