"""What a programme wants to reach, in a tree: a long-term objective may have shorter ones under it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.objectives.choices import Horizon
from programs.objectives.querysets import ObjectiveQuerySet
from programs.programs.choices import Theme
from programs.programs.models import Program
from tenants.kit.models import Tracked


class Objective(Tracked):
    """Something a programme wants to reach. It is measured by indicators (monitoring)."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="objectives")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    parent_id: uuid.UUID | None
    theme = models.CharField(_("theme"), max_length=8, choices=Theme.choices)
    horizon = models.CharField(_("horizon"), max_length=6, choices=Horizon.choices, default=Horizon.LONG)
    title = models.CharField(_("title"), max_length=200)
    explanation = models.TextField(_("explanation"), blank=True)

    objects = ObjectiveQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="objective_has_a_title"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="objective_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.title
