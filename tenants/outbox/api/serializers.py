"""Events as the feed tells them: thin, an id and an address, in the words of CloudEvents."""

from __future__ import annotations

from rest_framework import serializers

from tenants.kit.api.serializers import ApiModelSerializer
from tenants.outbox.models import Event


class EventSerializer(ApiModelSerializer):
    """Something that happened: thin, with the id of what it happened to."""

    type = serializers.CharField(source="name", help_text="What happened, for example commitment.accepted.")
    subjectKind = serializers.CharField(source="subject_kind", help_text="What it happened to.")
    subjectId = serializers.CharField(source="subject_id", help_text="The id of what it happened to.")
    time = serializers.DateTimeField(source="created_at")

    class Meta:
        model = Event
        fields = ("id", "type", "subjectKind", "subjectId", "time", "data")
