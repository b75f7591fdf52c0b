"""What a list of official regions, and one region, may be asked."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenants.kit.filters import ChoicesFilter, DayFilter, Filters, TextFilter, YesNoFilter, option, word
from tenants.public.geography.choices import Level

_DEGREES = r"-?[0-9]{1,3}(?:\.[0-9]{1,15})?"
_BOX = re.compile(rf"{_DEGREES}(?:,{_DEGREES}){{3}}")
Box = tuple[float, float, float, float]


class _Box(forms.CharField):
    """`west,south,east,north` in degrees."""

    def to_python(self, value: Any) -> Box | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        if not _BOX.fullmatch(text):
            raise ValidationError(_("Write a box as west,south,east,north in degrees."), code="invalid_box")
        west, south, east, north = (float(part) for part in text.split(","))
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValidationError(_("West must be before east and south before north, in degrees."), code="invalid_box")
        return west, south, east, north


class BoxFilter(TextFilter):
    field_class = _Box


def _within(rows: Any, _parameter: str, box: Box) -> QuerySet[Any]:
    inside: QuerySet[Any] = rows.within_box(*box)
    return inside


class RegionFilters(Filters):
    """Of one region."""

    validOn = DayFilter(method=word("valid_on"), help_text=_("Only regions that exist on this day."))
    geometry = YesNoFilter(method=option, initial=False, help_text=_("With true the answer has the outlines too."))


class RegionListFilters(RegionFilters):
    level = ChoicesFilter(choices=Level.choices, help_text=_("Only regions of this level; may be repeated."))
    municipality = TextFilter(
        method=word("of_municipality"),
        pattern=r"GM[0-9]{4}",
        told=_("Write the code of a municipality as GM and four digits."),
        help_text=_("The code of a municipality, such as GM0505: itself and what lies in it."),
    )
    bbox = BoxFilter(
        method=_within,
        max_length=100,
        help_text=_("West, south, east and north in degrees (CRS84), separated by commas."),
    )
