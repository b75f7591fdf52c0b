"""Reading objectives."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from programs.objectives.api.serializers import ObjectiveSerializer
from programs.objectives.models import Objective
from programs.programs.choices import Theme
from programs.programs.models import Program
from tenants.kit.api.filters import Filter
from tenants.kit.api.views import ItemView, ListView, Parent


class ProgramObjectives(ListView):
    """What a programme wants to reach."""

    public = True
    queryset = Objective.objects.all()
    serializer_class = ObjectiveSerializer
    parent = Parent(Program.objects.all(), "program_id")
    filters = {
        "theme": Filter(
            serializers.ChoiceField(choices=Theme.choices),
            by="theme__in",
            many=True,
            help=_("Only of this theme; may be repeated."),
        )
    }
    ordering = ("theme", "created_at", "id")


class ObjectiveItem(ItemView):
    """One objective."""

    public = True
    queryset = Objective.objects.all()
    serializer_class = ObjectiveSerializer
