"""The form of objectives in JSON."""

from __future__ import annotations

from programs.objectives.models import Objective
from tenants.kit.api.serializers import ApiModelSerializer


class ObjectiveSerializer(ApiModelSerializer):
    """Something a programme wants to reach."""

    class Meta:
        model = Objective
        fields = (
            "id", "program_id", "parent_id", "title", "theme", "horizon", "explanation", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields
