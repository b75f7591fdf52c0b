"""Reading programmes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from programs.programs.api.serializers import ProgramSerializer
from programs.programs.choices import ProgramKind, ProgramStatus
from programs.programs.models import Program
from tenants.kit.api.filters import Filter
from tenants.kit.api.views import ItemView, ListView

PROGRAMS = Program.objects.with_visions().prefetch_related("visions__sources", "visions__phases")


class Programs(ListView):
    """The area programmes you may see: for everybody those that the council adopted."""

    public = True
    queryset = PROGRAMS
    serializer_class = ProgramSerializer
    filters = {
        "status": Filter(
            serializers.ChoiceField(choices=ProgramStatus.choices),
            by="status__in",
            many=True,
            help=_("Only in this state; may be repeated."),
        ),
        "kind": Filter(
            serializers.ChoiceField(choices=ProgramKind.choices),
            by="kind__in",
            many=True,
            help=_("Only of this kind; may be repeated."),
        ),
        "areaId": Filter(
            serializers.UUIDField(), by="program_areas__area_id", help=_("Only programmes for this area.")
        ),
    }
    ordering = ("title", "id")


class ProgramItem(ItemView):
    """One area programme with its vision, the sources it rests on and its phases."""

    public = True
    queryset = PROGRAMS
    serializer_class = ProgramSerializer
