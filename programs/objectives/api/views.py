"""Reading objectives."""

from __future__ import annotations

from programs.objectives.api.serializers import ObjectiveSerializer
from programs.objectives.filters import ObjectiveFilters
from programs.objectives.models import Objective
from programs.programs.models import Program
from tenants.kit.api.views import ItemView, ListView, Parent
from tenants.kit.scopes import Scope


class ProgramObjectives(ListView):
    """What a programme wants to reach."""

    scope = Scope.PROGRAMS_READ
    public = True
    queryset = Objective.objects.all()
    serializer_class = ObjectiveSerializer
    parent = Parent(Program.objects.all(), "program_id")
    filters = ObjectiveFilters


class ObjectiveItem(ItemView):
    """One objective."""

    scope = Scope.PROGRAMS_READ
    public = True
    queryset = Objective.objects.all()
    serializer_class = ObjectiveSerializer
