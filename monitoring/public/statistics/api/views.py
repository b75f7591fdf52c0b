"""Official topics and figures, for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from monitoring.public.statistics.api.serializers import FigureSerializer, TopicSerializer
from monitoring.public.statistics.figures import Figure, figures
from monitoring.public.statistics.filters import FigureFilters, TopicFilters
from monitoring.public.statistics.models import ReleaseColumn, Topic
from tenants.kit.api.views import ItemView, ListView

HOUR = 3600

TOPICS = Topic.objects.select_related("weight").prefetch_related(
    Prefetch("columns", ReleaseColumn.objects.select_related("release"))
)


class Topics(ListView):
    """What there are official figures about, with the name that the source gives it in each of its publications."""

    scope = None
    public = True
    open_data_seconds = HOUR
    queryset = TOPICS
    serializer_class = TopicSerializer
    ordering = ("code",)
    order_told = _("In the order of the codes.")
    filters = TopicFilters


class TopicItem(ItemView):
    """One official topic."""

    scope = None
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

    scope = None
    public = True
    open_data_seconds = HOUR
    queryset = Topic.objects.all()
    serializer_class = FigureSerializer
    filters = FigureFilters
    order_told = _("In the order of topic, region, period and group.")

    def rows(self) -> Sequence[Figure]:
        """Seven queries, however much is asked: who is known is asked first, so that a slip gets a sentence."""
        return figures(
            self.wanted["topic"],
            self.wanted["region"],
            periods=self.wanted.get("period"),
            groups=self.wanted.get("group"),
        )
