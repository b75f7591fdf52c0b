"""What is asked to make an area."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.areas.choices import Scale
from tenants.kit.fields import SeenField
from tenants.public.geography.choices import Level
from tenants.public.geography.models import Region
from tenants.public.geography.querysets import RegionQuerySet


class NameForm(forms.Form):
    """What people call it, and on which scale it is."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As people who live there say it."))
    scale = forms.ChoiceField(
        label=_("Scale"),
        choices=Scale.choices,
        initial=Scale.DISTRICT,
        help_text=_("On which scale do people live here together? That need not be the district."),
    )


class AreaForm(NameForm):
    regions = forms.ModelMultipleChoiceField(
        label=_("Districts and neighbourhoods"),
        queryset=Region.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The official figures of these count for the area."),
    )

    def __init__(self, *args: Any, regions: RegionQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = regions  # type: ignore[attr-defined]
        self.rows = list(regions)

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
    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Say why; it is kept in the history.")}
    )


def choosable(municipality_code: str, on: dt.date) -> RegionQuerySet:
    """The districts and neighbourhoods of the municipality on a day, without outlines and without water."""
    return (
        Region.objects.valid_on(on)
        .of_municipality(municipality_code)
        .filter(level__in=[Level.DISTRICT, Level.NEIGHBOURHOOD], is_water=False)
        .without_geometry()
        .order_by("code")
    )
