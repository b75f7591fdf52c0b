"""Official regions, for everybody. As JSON, or with `Accept: application/geo+json` as features with their outlines."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from tenants.kit.api.filters import Filter
from tenants.kit.api.renderers import GeoJsonRenderer, JsonRenderer, ProblemRenderer
from tenants.kit.api.serializers import DayField
from tenants.kit.api.views import ApiView, ItemView, ListView
from tenants.public.geography.api.serializers import OutlinedRegionSerializer, RegionSerializer, as_feature
from tenants.public.geography.choices import Level
from tenants.public.geography.models import Region

CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
HOUR = 3600
_CODE = re.compile(r"[A-Z0-9]{2,10}")


class BoxField(serializers.CharField):
    """`west,south,east,north` in degrees."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            west, south, east, north = (float(part) for part in str(data).split(","))
        except ValueError:
            raise ValidationError(_("Write a box as west,south,east,north in degrees."), code="invalid_box") from None
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            raise ValidationError(_("West must be before east and south before north, in degrees."), code="invalid_box")
        return west, south, east, north


_VALID_ON = Filter(
    DayField(),
    by=lambda rows, day: rows.valid_on(day),
    help=gettext_lazy("Only regions that exist on this day."),
)
_GEOMETRY = Filter(
    serializers.BooleanField(), default=False, help=gettext_lazy("With true the answer has the outlines too.")
)


class _Outlines(ApiView):
    """What lists and items of regions share: outlines are large and only sent to who asks for them."""

    @property
    def as_features(self) -> bool:
        return getattr(self.request, "accepted_media_type", "") == GeoJsonRenderer.media_type

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        wanted = getattr(self, "wanted", {})
        return OutlinedRegionSerializer if wanted.get("geometry") or self.as_features else RegionSerializer


class Regions(_Outlines, ListView):
    """Official regions of the country: municipalities, districts and neighbourhoods, with the period they exist in.

    With `Accept: application/geo+json` the answer is a feature collection.
    """

    public = True
    open_data_seconds = HOUR
    queryset = Region.objects.select_related("parent").defer("parent__geometry")
    serializer_class = RegionSerializer
    renderer_classes = (JsonRenderer, GeoJsonRenderer, ProblemRenderer)
    ordering = ("code", "valid_from")
    filters = {
        "level": Filter(
            serializers.ChoiceField(choices=Level.choices),
            by="level__in",
            many=True,
            help=gettext_lazy("Only regions of this level; may be repeated."),
        ),
        "municipality": Filter(
            serializers.RegexField(r"^GM\d{4}$"),
            by=lambda rows, code: rows.of_municipality(code),
            help=gettext_lazy("The code of a municipality, such as GM0505: itself and what lies in it."),
        ),
        "validOn": _VALID_ON,
        "bbox": Filter(
            BoxField(max_length=100),
            by=lambda rows, box: rows.within_box(*box),
            help=gettext_lazy("West, south, east and north in degrees (CRS84), separated by commas."),
        ),
        "geometry": _GEOMETRY,
    }

    def rows(self) -> QuerySet[Any]:
        rows = super().rows()
        assert isinstance(rows, QuerySet)  # noqa: S101 (for the type checker: this list is of one table)
        return (
            rows
            if self.get_serializer_class() is OutlinedRegionSerializer
            else rows.defer("geometry", "parent__geometry")
        )

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        if response.data is not None and self.as_features:
            response.data = {
                "type": "FeatureCollection",
                "numberMatched": response.data["count"],
                "features": [as_feature(region) for region in response.data["results"]],
            }
        response["Content-Crs"] = CRS84
        return response


class RegionItem(_Outlines, ItemView):
    """The region that bears this code on the day asked for; without a day the last one that bore it."""

    public = True
    open_data_seconds = HOUR
    lookup_url_kwarg = "code"
    queryset = Region.objects.select_related("parent").defer("parent__geometry")
    serializer_class = RegionSerializer
    renderer_classes = (JsonRenderer, GeoJsonRenderer, ProblemRenderer)
    filters = {"validOn": _VALID_ON, "geometry": _GEOMETRY}

    def guard(self) -> None:
        """Which region it is depends on the question, so that is read first."""
        day = self.question().read(self.request).get("validOn")
        rows: Any = self.get_queryset()
        rows = rows if day is None else rows.valid_on(day)
        self.row = self.find(rows.order_by("-valid_from"), self.kwargs["code"])
        self.allow(self.row)

    @staticmethod
    def find(rows: QuerySet[Any], key: Any) -> Any:
        code = str(key).upper()
        row = rows.filter(code=code).first() if _CODE.fullmatch(code) else None
        if row is None:
            raise Http404
        return row

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        region = self.representation(self.row)
        response = self.answer(as_feature(region) if self.as_features else region)
        response["Content-Crs"] = CRS84
        return response
