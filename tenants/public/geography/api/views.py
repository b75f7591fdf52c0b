"""Official regions, for everybody. As JSON, or with `Accept: application/geo+json` as features with their outlines."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from tenants.kit.api.pagination import Page
from tenants.kit.api.renderers import GeoJsonRenderer, JsonRenderer, ProblemRenderer
from tenants.kit.api.views import ApiView, ItemView, ListView
from tenants.public.geography.api.serializers import OutlinedRegionSerializer, RegionSerializer, as_feature
from tenants.public.geography.filters import RegionFilters, RegionListFilters
from tenants.public.geography.models import Region

CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
HOUR = 3600
_CODE = re.compile(r"[A-Z0-9]{2,10}")


class _Outlines(ApiView):
    """What lists and items of regions share: outlines are large and only sent to who asks for them."""

    scope = None

    @property
    def as_features(self) -> bool:
        return getattr(self.request, "accepted_media_type", "") == GeoJsonRenderer.media_type

    def answer(self, data: Any, **details: Any) -> Response:
        response = super().answer(data, **details)
        response["Content-Crs"] = CRS84
        return response

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
    order_told = _("In the order of the codes; a code that was used again in that of its periods.")
    filters = RegionListFilters

    def rows(self) -> QuerySet[Any]:
        rows = super().rows()
        assert isinstance(rows, QuerySet)  # noqa: S101 (for the type checker: this list is of one table)
        return (
            rows
            if self.get_serializer_class() is OutlinedRegionSerializer
            else rows.defer("geometry", "parent__geometry")
        )

    def envelope(self, page: Page, results: Any) -> dict[str, Any]:
        if not self.as_features:
            return super().envelope(page, results)
        features = [as_feature(region) for region in results]
        around = page.surroundings
        return {
            "type": "FeatureCollection",
            "numberMatched": around["count"],
            "numberReturned": len(features),
            "next": around["next"],
            "previous": around["previous"],
            "features": features,
        }


class RegionItem(_Outlines, ItemView):
    """The region that bears this code on the day asked for; without a day the last one that bore it."""

    public = True
    open_data_seconds = HOUR
    lookup_url_kwarg = "code"
    queryset = Region.objects.select_related("parent").defer("parent__geometry")
    serializer_class = RegionSerializer
    renderer_classes = (JsonRenderer, GeoJsonRenderer, ProblemRenderer)
    filters = RegionFilters

    def guard(self) -> None:
        """Which region it is depends on the question, so that is read first."""
        day = self.asked.wanted().get("validOn")
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

    def representation(self, row: Any) -> dict[str, Any]:
        region = super().representation(row)
        return as_feature(region) if self.as_features else region
