"""Reading working areas."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from programs.areas.api.serializers import AreaSerializer
from programs.areas.choices import Scale
from programs.areas.models import Area
from tenants.kit.api.filters import Filter
from tenants.kit.api.serializers import DayField
from tenants.kit.api.views import ItemView, ListView


class Areas(ListView):
    """The areas in which the municipality works, those of the past included."""

    public = True
    queryset = Area.objects.with_regions()
    serializer_class = AreaSerializer
    filters = {
        "scale": Filter(
            serializers.ChoiceField(choices=Scale.choices),
            by="scale__in",
            many=True,
            help=_("Only on this scale; may be repeated."),
        ),
        "validOn": Filter(
            DayField(),
            by=lambda rows, day: rows.valid_on(day),
            help=_("Only what is in use on this day."),
        ),
    }
    ordering = ("name", "id")


class AreaItem(ItemView):
    """One working area with the official regions it consists of."""

    public = True
    queryset = Area.objects.with_regions()
    serializer_class = AreaSerializer
