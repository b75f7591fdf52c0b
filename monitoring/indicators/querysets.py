"""The words in which indicators are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Prefetch

from programs.programs.models import Program
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from monitoring.indicators.models import Indicator, Observation, Target  # noqa: F401 (named in base classes)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, caller: Caller) -> Self:
        """Whoever sees the programme sees what it measures."""
        return self.filter(program__in=Program.objects.visible_to(caller))

    def of_program(self, program_id: UUID) -> Self:
        return self.filter(program_id=program_id)

    def key(self) -> Self:
        """Those that count for the programme's distribution of outcomes."""
        return self.filter(is_key=True)

    def in_order(self) -> Self:
        return self.order_by("program_id", "objective__theme", "created_at", "id")

    def with_measures(self) -> Self:
        """With baseline, judgement, targets in force and own values. Two queries more, however many there are."""
        from monitoring.indicators.models import Observation, Target

        return (
            self.select_related("program", "objective", "topic", "region", "baseline__release", "judgement")
            .defer("region__geometry")
            .prefetch_related(
                Prefetch("targets", queryset=Target.objects.in_force().order_by("date"), to_attr="targets_in_force"),
                Prefetch("observations", queryset=Observation.objects.in_order(), to_attr="own_values"),
            )
        )


class TargetQuerySet(models.QuerySet["Target"]):
    def in_force(self) -> Self:
        """Not replaced by a revision."""
        return self.filter(superseded_on__isnull=True)


class ObservationQuerySet(models.QuerySet["Observation"]):
    def totals(self) -> Self:
        """Values of everybody; one of a group never counts as the total."""
        return self.filter(group="")

    def in_order(self) -> Self:
        return self.order_by("date", "recorded_at", "id")
