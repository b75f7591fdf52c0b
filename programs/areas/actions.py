"""Making working areas out of official regions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import IntegrityError
from django.utils.translation import gettext as _

from programs.areas import events
from programs.areas.choices import Scale
from programs.areas.models import Area, AreaRegion
from programs.areas.policies import can_make_area
from tenants.kit.caller import Caller
from tenants.kit.errors import FieldError, Invalid, Refused
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
    if not can_make_area(by):
        raise Refused(_("Only an administrator, an area manager or a programme editor can make an area."))
    name = name.strip()
    _check(name, regions, scale, on)
    try:
        with change(by) as changing:
            area = Area.objects.create(name=name, scale=scale, valid_from=on)
            for region in regions:
                share = (shares or {}).get(region.pk, Decimal(1))
                AreaRegion.objects.create(area=area, region=region, share=share)
            changing.emit(events.AREA_MADE, area, is_public=True, regions=[region.code for region in regions])
    except IntegrityError as error:
        # Two people, one name: the second finds it taken.
        raise Invalid({"name": _("There is already an area with this name.")}, "taken") from error
    return area


def _check(name: str, regions: Sequence[Region], scale: str, on: dt.date) -> None:
    errors = []
    if not name:
        errors.append(FieldError("name", "required", _("Give the area a name that people in it would use.")))
    if len(name) > 120:
        errors.append(FieldError("name", "too_long", _("Use at most 120 characters for the name.")))
    if scale not in Scale.values:
        errors.append(FieldError("scale", "invalid", _("Choose a scale from the list.")))
    if fault := _fault_in(regions, on):
        errors.append(FieldError("regions", "invalid", fault))
    if errors:
        raise Invalid(errors)


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
