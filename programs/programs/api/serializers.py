"""The form of programmes and visions in JSON."""

from __future__ import annotations

from rest_framework import serializers

from programs.areas.api.serializers import AreaNameSerializer
from programs.programs.choices import Theme
from programs.programs.models import Phase, Program, Vision, VisionSource
from tenants.kit.api.serializers import ApiModelSerializer, DayField


class VisionSourceSerializer(ApiModelSerializer):
    """What a vision rests on."""

    class Meta:
        model = VisionSource
        fields = ("kind", "description", "date", "who")
        read_only_fields = fields


class PhaseSerializer(ApiModelSerializer):
    """A stretch of years of a vision."""

    class Meta:
        model = Phase
        fields = ("title", "from_year", "until_year")
        read_only_fields = fields


class VisionSerializer(ApiModelSerializer):
    """The long-term picture as the council adopted it; it does not change any more."""

    themes = serializers.ListField(child=serializers.ChoiceField(choices=Theme.choices))
    decidedOn = DayField(source="decided_on")
    sources = VisionSourceSerializer(many=True)
    phases = PhaseSerializer(many=True)

    class Meta:
        model = Vision
        fields = (
            "id", "version", "horizon_year", "themes", "story", "principles", "decision_reference", "decidedOn",
            "sources", "phases",
        )  # fmt: skip
        read_only_fields = fields


class ProgramSerializer(ApiModelSerializer):
    """An area programme with the vision that is in force."""

    areas = AreaNameSerializer(many=True)
    isExample = serializers.BooleanField(source="is_example", help_text="Made to show the product, not by a council.")
    vision = VisionSerializer(
        source="current_vision", allow_null=True, help_text="Null as long as no version has been adopted."
    )

    class Meta:
        model = Program
        fields = (
            "id", "title", "kind", "status", "areas", "lead_organisation", "summary", "started_on", "isExample",
            "vision", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields
