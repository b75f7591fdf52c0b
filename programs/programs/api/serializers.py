"""The form of programmes and visions in JSON."""

from __future__ import annotations

from rest_framework import serializers

from programs.areas.api.serializers import AreaNameSerializer
from programs.programs.choices import Theme
from programs.programs.models import Phase, Program, Vision, VisionSource
from tenants.kit.api.serializers import ApiModelSerializer


class VisionSourceSerializer(ApiModelSerializer):
    """What a vision rests on."""

    class Meta:
        model = VisionSource
        fields = ("kind", "description", "date", "who")
        read_only_fields = fields


class PhaseSerializer(ApiModelSerializer):
    """A stretch of years of a vision."""

    fromYear = serializers.IntegerField(source="from_year")
    untilYear = serializers.IntegerField(source="until_year", help_text="Its last year.")

    class Meta:
        model = Phase
        fields = ("title", "fromYear", "untilYear")
        read_only_fields = fields


class VisionSerializer(ApiModelSerializer):
    """The long-term picture as the council adopted it; it does not change any more."""

    horizonYear = serializers.IntegerField(source="horizon_year")
    themes = serializers.ListField(child=serializers.ChoiceField(choices=Theme.choices))
    decisionReference = serializers.CharField(source="decision_reference", help_text="The council's decision.")
    decidedOn = serializers.DateField(source="decided_on")
    sources = VisionSourceSerializer(many=True)
    phases = PhaseSerializer(many=True)

    class Meta:
        model = Vision
        fields = (
            "id",
            "version",
            "horizonYear",
            "themes",
            "story",
            "principles",
            "decisionReference",
            "decidedOn",
            "sources",
            "phases",
        )
        read_only_fields = fields


class ProgramSerializer(ApiModelSerializer):
    """An area programme with the vision that is in force."""

    areas = AreaNameSerializer(many=True)
    leadOrganisation = serializers.CharField(source="lead_organisation", help_text="Who directs it; may be empty.")
    startedOn = serializers.DateField(source="started_on")
    isExample = serializers.BooleanField(source="is_example", help_text="Made to show the product, not by a council.")
    vision = VisionSerializer(
        source="current_vision", allow_null=True, help_text="Null as long as no version has been adopted."
    )
    createdAt = serializers.DateTimeField(source="created_at")
    updatedAt = serializers.DateTimeField(source="updated_at")

    class Meta:
        model = Program
        fields = (
            "id",
            "title",
            "kind",
            "status",
            "areas",
            "leadOrganisation",
            "summary",
            "startedOn",
            "isExample",
            "vision",
            "createdAt",
            "updatedAt",
        )
        read_only_fields = fields
