"""The form of objectives in JSON."""

from __future__ import annotations

from rest_framework import serializers

from programs.objectives.models import Objective
from tenants.kit.api.serializers import ApiModelSerializer


class ObjectiveSerializer(ApiModelSerializer):
    """Something a programme wants to reach."""

    programId = serializers.UUIDField(source="program_id")
    parentId = serializers.UUIDField(
        source="parent_id", allow_null=True, help_text="The larger objective that this one is a part of."
    )
    createdAt = serializers.DateTimeField(source="created_at")
    updatedAt = serializers.DateTimeField(source="updated_at")

    class Meta:
        model = Objective
        fields = (
            "id",
            "programId",
            "parentId",
            "title",
            "theme",
            "horizon",
            "explanation",
            "createdAt",
            "updatedAt",
        )
        read_only_fields = fields
