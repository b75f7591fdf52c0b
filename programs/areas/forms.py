"""What is asked to make an area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.areas.actions import NO_REGION, faults_of_regions
from programs.areas.models import Area
from tenants.kit.errors import FieldError
from tenants.kit.fields import ReasonField, SeenField
from tenants.kit.forms import RowForm
from tenants.public.geography.choices import Level
from tenants.public.geography.models import Region
from tenants.public.geography.querysets import RegionQuerySet


class NameForm(RowForm):
    """What people call it, and on which scale it is."""

    class Meta:
        model = Area
        fields = ("name", "scale")


class AreaForm(NameForm):
    regions = forms.ModelMultipleChoiceField(
        label=_("Districts and neighbourhoods"),
        queryset=Region.objects.none(),
        error_messages={"required": NO_REGION},
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The official figures of these count for the area."),
    )

    def __init__(self, data: Any, *, regions: RegionQuerySet, on: dt.date) -> None:
        super().__init__(data, on=on)
        self.offer("regions", regions)
        self.rows = list(regions)

    def more_faults(self) -> Iterable[FieldError]:
        return faults_of_regions(self.cleaned_data["regions"], self.on) if "regions" in self.cleaned_data else ()

    def districts(self) -> list[tuple[Region, list[Region], bool]]:
        """Each district with its neighbourhoods, and whether one of these is ticked. No query."""
        parts: dict[int | None, list[Region]] = {}
        for region in self.rows:
            if region.level == Level.NEIGHBOURHOOD:
                parts.setdefault(region.parent_id, []).append(region)
        chosen = self.chosen()
        found = []
        for region in self.rows:
            if region.level == Level.DISTRICT:
                within = parts.get(region.pk, [])
                found.append((region, within, any(str(part.pk) in chosen for part in within)))
        return found

    def chosen(self) -> set[str]:
        """The ids that are ticked, as text, so that a refused form keeps its ticks."""
        value = self["regions"].value() or []
        return {str(region) for region in value}


class ChangeForm(NameForm):
    seen = SeenField()


class RetireForm(forms.Form):
    reason = ReasonField()


def choosable(municipality_code: str, on: dt.date) -> RegionQuerySet:
    """The districts and neighbourhoods of the municipality on a day, without outlines and without water."""
    return (
        Region.objects.valid_on(on)
        .of_municipality(municipality_code)
        .filter(level__in=[Level.DISTRICT, Level.NEIGHBOURHOOD], is_water=False)
        .without_geometry()
        .order_by("code")
    )
