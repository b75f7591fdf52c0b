"""Reading mandates, for those who work for the municipality."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from programs.mandates.api.serializers import MandateSerializer
from programs.mandates.filters import MandateFilters
from programs.mandates.models import Mandate
from programs.mandates.policies import can_see_mandates
from tenants.kit.api.views import ItemView, ListView
from tenants.kit.caller import Caller
from tenants.kit.clock import today
from tenants.kit.scopes import Scope


def _may_read(caller: Caller, *about: Any) -> bool:
    return can_see_mandates(caller, about[-1])


class Mandates(ListView):
    """Who may decide what."""

    scope = Scope.PROGRAMS_READ
    queryset = Mandate.objects.with_people_and_areas()
    serializer_class = MandateSerializer
    can = {"GET": _may_read}
    filters = MandateFilters

    def get_queryset(self) -> QuerySet[Any]:
        # What was spent depends on the day, so it cannot be part of a class that outlives the day.
        rows: Any = super().get_queryset()
        return rows.with_spent(today().year)  # type: ignore[no-any-return]


class MandateItem(ItemView):
    """One mandate."""

    scope = Scope.PROGRAMS_READ
    queryset = Mandate.objects.with_people_and_areas()
    serializer_class = MandateSerializer
    can = {"GET": _may_read}

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        return rows.with_spent(today().year)  # type: ignore[no-any-return]
