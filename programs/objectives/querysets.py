"""The words in which objectives are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from programs.programs.models import Program
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from programs.objectives.models import Objective  # noqa: F401 (named in a base class)


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def visible_to(self, caller: Caller) -> Self:
        """Whoever sees the programme sees its objectives."""
        return self.filter(program__in=Program.objects.visible_to(caller))

    def in_order(self) -> Self:
        return self.order_by("theme", "created_at", "id")
