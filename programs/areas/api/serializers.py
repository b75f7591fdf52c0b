"""The form of working areas in JSON."""

from __future__ import annotations

from rest_framework import serializers

from programs.areas.models import Area, AreaRegion
from tenants.kit.api.serializers import ApiModelSerializer, DayField
from tenants.public.geography.choices import Level


class AreaRegionSerializer(ApiModelSerializer):
    """An official region that lies in the area, whole or for a share of it."""

    code = serializers.CharField(source="region.code", help_text="As CBS writes it, such as WK050507.")
    name = serializers.CharField(source="region.name")
    level = serializers.ChoiceField(source="region.level", choices=Level.choices)
    validFrom = DayField(source="region.valid_from", help_text="Codes are used again: code and day.")
    share = serializers.DecimalField(max_digits=5, decimal_places=4, help_text="1 is all of it.")

    class Meta:
        model = AreaRegion
        fields = ("code", "name", "level", "validFrom", "share")
        read_only_fields = fields


class AreaSerializer(ApiModelSerializer):
    """A working area of the municipality, in its own words, on any scale."""

    regions = AreaRegionSerializer(source="area_regions", many=True)

    class Meta:
        model = Area
        fields = ("id", "name", "scale", "regions", "valid_from", "valid_until", "created_at", "updated_at")
        read_only_fields = fields


class AreaNameSerializer(ApiModelSerializer):
    """A working area as it is named elsewhere."""

    class Meta:
        model = Area
        fields = ("id", "name")
        read_only_fields = fields
