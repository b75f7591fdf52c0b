"""Official topics and figures, for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from monitoring.public.statistics.api.serializers import FigureSerializer, TopicSerializer
from monitoring.public.statistics.choices import Kind, Source
from monitoring.public.statistics.figures import Figure, figures
from monitoring.public.statistics.models import ReleaseColumn, Topic
from tenants.kit.api.filters import Filter, InvalidQuery
from tenants.kit.api.views import ItemView, ListView
from tenants.kit.errors import FieldError
from tenants.public.geography.models import Region

HOUR = 3600
# One question reads at most so many series (a topic in a region): some hundredths of a second, some megabytes.
MOST_SERIES = 5000

TOPICS = Topic.objects.select_related("weight").prefetch_related(
    Prefetch("columns", ReleaseColumn.objects.select_related("release"))
)


class Topics(ListView):
    """What there are official figures about, with the name that the source gives it in each of its publications."""

    public = True
    open_data_seconds = HOUR
    queryset = TOPICS
    serializer_class = TopicSerializer
    ordering = ("code",)
    filters = {
        "source": Filter(
            serializers.ChoiceField(choices=Source.choices), by="source", help=gettext_lazy("Only of this source.")
        ),
        "kind": Filter(
            serializers.ChoiceField(choices=Kind.choices), by="kind", help=gettext_lazy("Only of this kind.")
        ),
        "sourceKey": Filter(
            serializers.CharField(max_length=200),
            by=lambda rows, key: rows.known_as(key),
            help=gettext_lazy("Only what the source calls so in one of its publications."),
        ),
    }


class TopicItem(ItemView):
    """One official topic."""

    public = True
    open_data_seconds = HOUR
    lookup_url_kwarg = "code"
    queryset = TOPICS
    serializer_class = TopicSerializer

    @staticmethod
    def find(rows: QuerySet[Any], key: Any) -> Any:
        row = rows.filter(code=key).first()
        if row is None:
            raise Http404
        return row


class Figures(ListView):
    """Official values by topic, region, period and group; the newest release that has them.

    Name at least one topic and one region. A year that was not published is left out; a value that the source did not
    give is there with the reason of its absence.
    """

    public = True
    open_data_seconds = HOUR
    queryset = Topic.objects.all()
    serializer_class = FigureSerializer
    filters = {
        "topic": Filter(
            serializers.CharField(max_length=80), many=True, help=gettext_lazy("The code of a topic; may be repeated.")
        ),
        "region": Filter(
            serializers.CharField(max_length=10),
            many=True,
            help=gettext_lazy("The code of a region, such as GM0599; may be repeated."),
        ),
        "period": Filter(
            serializers.IntegerField(min_value=1900, max_value=2200),
            many=True,
            help=gettext_lazy("A year; may be repeated. All years when left out."),
        ),
        "group": Filter(
            serializers.CharField(max_length=20),
            many=True,
            help=gettext_lazy("A group of people, such as 65+; may be repeated. All groups when left out."),
        ),
    }

    def rows(self) -> Sequence[Figure]:
        """Six queries, however much is asked: who is known is asked first, so that a slip gets a sentence."""
        topics = list(dict.fromkeys(self.wanted.get("topic", [])))
        regions = list(dict.fromkeys(code.strip().upper() for code in self.wanted.get("region", [])))
        errors = [
            FieldError(name, "required", told) for name, told, asked in self._needed(topics, regions) if not asked
        ]
        if len(topics) * len(regions) > MOST_SERIES:
            told = _("Ask for %(most)d series at most: topics times regions.") % {"most": MOST_SERIES}
            raise InvalidQuery([FieldError("region", "too_many", told)])
        errors += self._unknown(
            "topic", topics, Topic.objects.filter(code__in=topics), _("There is no topic %(code)s.")
        )
        errors += self._unknown(
            "region", regions, Region.objects.filter(code__in=regions), _("There is no region %(code)s.")
        )
        if errors:
            raise InvalidQuery(errors)
        return figures(topics, regions, periods=self.wanted.get("period"), groups=self.wanted.get("group"))

    @staticmethod
    def _needed(topics: list[str], regions: list[str]) -> list[tuple[str, str, list[str]]]:
        return [
            ("topic", _("Name at least one topic; they are listed at /api/v1/topics."), topics),
            ("region", _("Name at least one region; they are listed at /api/v1/regions."), regions),
        ]

    @staticmethod
    def _unknown(name: str, asked: list[str], known: QuerySet[Any], told: str) -> list[FieldError]:
        found = set(known.values_list("code", flat=True))
        return [FieldError(name, "unknown", told % {"code": code}) for code in asked if code not in found]
