"""The form of official topics and figures in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from monitoring.public.statistics.choices import Absence, Better, Kind, Perception, Source
from monitoring.public.statistics.models import Topic
from tenants.kit.api.serializers import ApiModelSerializer, ApiSerializer


class NamesSerializer(ApiSerializer):
    """The name in both languages."""

    nl = serializers.CharField()
    en = serializers.CharField()


class SourceKeySerializer(ApiSerializer):
    """What the source calls the topic in one of its publications."""

    vintage = serializers.CharField(help_text="Which publication.")
    table = serializers.CharField(help_text="The source's own name of the table.")
    period = serializers.IntegerField(help_text="The year the figures are about.")
    key = serializers.CharField(help_text="The column as the source calls it there.")


class TopicSerializer(ApiModelSerializer):
    """An official figure that is the same thing in every year, whatever the source calls it."""

    names = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    perception = serializers.SerializerMethodField(help_text="Measured, or as people feel it.")
    direction = serializers.SerializerMethodField(
        help_text="Whether more or less is better; null when that is a matter of opinion."
    )
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    referenceDay = serializers.CharField(source="reference_day", help_text="Month and day a value is dated at.")
    intervalMonths = serializers.IntegerField(source="interval_months")
    totalGroup = serializers.SerializerMethodField(help_text="Whom the total is about; null is everybody.")
    weight = serializers.SerializerMethodField(help_text="The topic it is weighted by; null when there is none.")
    groups = serializers.SerializerMethodField(help_text="The groups there are figures of, besides the total.")
    sourceKeys = serializers.SerializerMethodField()

    class Meta:
        model = Topic
        fields = (
            "code",
            "names",
            "unit",
            "decimals",
            "kind",
            "perception",
            "direction",
            "source",
            "referenceDay",
            "intervalMonths",
            "totalGroup",
            "groups",
            "weight",
            "sourceKeys",
        )

    def get_weight(self, topic: Topic) -> str | None:
        return topic.weight.code if topic.weight else None

    @extend_schema_field(NamesSerializer)
    def get_names(self, topic: Topic) -> dict[str, str]:
        return {"nl": topic.name_nl, "en": topic.name_en}

    @extend_schema_field(serializers.ChoiceField(choices=Perception.choices, allow_null=True))
    def get_perception(self, topic: Topic) -> str | None:
        return topic.perception or None

    @extend_schema_field(serializers.ChoiceField(choices=Better.choices, allow_null=True))
    def get_direction(self, topic: Topic) -> str | None:
        return topic.direction or None

    def get_totalGroup(self, topic: Topic) -> str | None:  # noqa: N802 (named by the field)
        return topic.total_group or None

    def get_groups(self, topic: Topic) -> list[str]:
        return sorted({column.group for column in topic.columns.all() if column.group})

    @extend_schema_field(SourceKeySerializer(many=True))
    def get_sourceKeys(self, topic: Topic) -> list[dict[str, Any]]:  # noqa: N802 (named by the field)
        """From columns that were fetched with their release; a later publication of the same is not repeated."""
        found = {
            (column.release.period, column.release.table, column.release.vintage, column.source_key)
            for column in topic.columns.all()
        }
        return [
            {"vintage": vintage, "table": table, "period": period, "key": key}
            for period, table, vintage, key in sorted(found)
        ]


class FigureSerializer(ApiSerializer):
    """An official value with where it comes from, or the reason why there is none."""

    topic = serializers.CharField()
    sourceKey = serializers.CharField(source="source_key")
    group = serializers.CharField(
        source="people_or_none", allow_null=True, help_text="Whom it is about; null is everybody."
    )
    isTotal = serializers.BooleanField(source="is_total", help_text="About everybody the topic is about.")
    region = serializers.CharField()
    regionName = serializers.CharField(source="name_or_none", allow_null=True)
    period = serializers.IntegerField()
    date = serializers.DateField(help_text="The day the value stands for.")
    value = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)
    absence = serializers.ChoiceField(choices=Absence.choices, allow_null=True, help_text="Why there is no value.")
    provisional = serializers.BooleanField()
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    vintage = serializers.CharField()
