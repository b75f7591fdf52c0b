"""The form of mandates in JSON."""

from __future__ import annotations

from rest_framework import serializers

from programs.areas.api.serializers import AreaNameSerializer
from programs.mandates.choices import DecisionKind
from programs.mandates.models import Mandate
from tenants.kit.api.serializers import ApiModelSerializer


class EuroField(serializers.DecimalField):
    """Euros with two decimals, as a number."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(max_digits=12, decimal_places=2, **kwargs)  # type: ignore[arg-type]


class MandateSerializer(ApiModelSerializer):
    """What an area manager may decide, and how much of it is left this year."""

    manager = serializers.CharField(source="manager.name")
    deputy = serializers.CharField(source="deputy.name", allow_null=True, default=None)
    areas = AreaNameSerializer(many=True)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=DecisionKind.choices))
    ceilingPerDecision = EuroField(source="ceiling_per_decision")
    ceilingPerYear = EuroField(source="ceiling_per_year")
    spentThisYear = EuroField(source="spent", help_text="Decided on own authority in this calendar year.")
    roomThisYear = EuroField(source="room")
    validFrom = serializers.DateField(source="valid_from", help_text="The first day.")
    validUntil = serializers.DateField(source="valid_until", help_text="The day after the last one.")
    createdAt = serializers.DateTimeField(source="created_at")
    updatedAt = serializers.DateTimeField(source="updated_at")

    class Meta:
        model = Mandate
        fields = (
            "id",
            "manager",
            "deputy",
            "areas",
            "kinds",
            "ceilingPerDecision",
            "ceilingPerYear",
            "spentThisYear",
            "roomThisYear",
            "validFrom",
            "validUntil",
            "createdAt",
            "updatedAt",
        )
        read_only_fields = fields
