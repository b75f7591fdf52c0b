"""Reading working areas."""

from __future__ import annotations

from programs.areas.api.serializers import AreaSerializer
from programs.areas.filters import AreaFilters
from programs.areas.models import Area
from tenants.kit.api.views import ItemView, ListView
from tenants.kit.scopes import Scope


class Areas(ListView):
    """The areas in which the municipality works, those of the past included."""

    scope = Scope.PROGRAMS_READ
    public = True
    queryset = Area.objects.with_regions()
    serializer_class = AreaSerializer
    filters = AreaFilters


class AreaItem(ItemView):
    """One working area with the official regions it consists of."""

    scope = Scope.PROGRAMS_READ
    public = True
    queryset = Area.objects.with_regions()
    serializer_class = AreaSerializer
