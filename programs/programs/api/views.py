"""Reading programmes."""

from __future__ import annotations

from programs.programs.api.serializers import ProgramSerializer
from programs.programs.filters import ProgramFilters
from programs.programs.models import Program
from tenants.kit.api.views import ItemView, ListView
from tenants.kit.scopes import Scope

PROGRAMS = Program.objects.with_visions().prefetch_related("visions__sources", "visions__phases")


class Programs(ListView):
    """The area programmes you may see: for everybody those that the council adopted."""

    scope = Scope.PROGRAMS_READ
    public = True
    queryset = PROGRAMS
    serializer_class = ProgramSerializer
    filters = ProgramFilters


class ProgramItem(ItemView):
    """One area programme with its vision, the sources it rests on and its phases."""

    scope = Scope.PROGRAMS_READ
    public = True
    queryset = PROGRAMS
    serializer_class = ProgramSerializer
