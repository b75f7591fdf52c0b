"""The form of official regions in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from tenants.kit.api.serializers import ApiModelSerializer
from tenants.public.geography.models import Region


class RegionSerializer(ApiModelSerializer):
    """An official region and the period in which it exists. A code may be used again: look at the period too."""

    name = serializers.SerializerMethodField(help_text="Null when the source gives no name.")
    parentCode = serializers.CharField(source="parent.code", default=None, help_text="The region it lies in.")
    municipalityCode = serializers.CharField(source="municipality_code", allow_null=True)
    validFrom = serializers.DateField(source="valid_from", help_text="The first day.")
    validUntil = serializers.DateField(source="valid_until", allow_null=True, help_text="The day after the last one.")
    isWater = serializers.BooleanField(source="is_water")

    class Meta:
        model = Region
        fields = ("code", "name", "level", "parentCode", "municipalityCode", "validFrom", "validUntil", "isWater")

    def get_name(self, region: Region) -> str | None:
        return region.name or None


class OutlinedRegionSerializer(RegionSerializer):
    """An official region with its outline."""

    geometry = serializers.JSONField(
        allow_null=True, help_text="GeoJSON in longitude and latitude (CRS84); null when there is none."
    )

    class Meta(RegionSerializer.Meta):
        fields = (*RegionSerializer.Meta.fields, "geometry")  # type: ignore[assignment]


def as_feature(region: dict[str, Any]) -> dict[str, Any]:
    """A region in JSON as a GeoJSON feature."""
    properties = dict(region)
    geometry = properties.pop("geometry", None)
    return {"type": "Feature", "id": region["code"], "properties": properties, "geometry": geometry}
