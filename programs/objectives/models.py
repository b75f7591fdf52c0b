"""What a programme wants to reach, in a tree: a long-term objective may have shorter ones under it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.objectives.choices import Horizon
from programs.objectives.querysets import ObjectiveQuerySet
from programs.programs.choices import Theme
from programs.programs.models import Program
from tenants.kit.columns import Choice, Line, Prose
from tenants.kit.errors import FieldError
from tenants.kit.models import Tracked


class Objective(Tracked):
    """Something a programme wants to reach. It is measured by indicators (monitoring)."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="objectives")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts",
        verbose_name=_("part of"), help_text=_("A larger objective that this one helps to reach."),
    )  # fmt: skip
    parent_id: uuid.UUID | None
    theme = Choice(_("theme"), max_length=8, choices=Theme.choices, missing=_("Choose a theme from the list."))
    horizon = Choice(_("term"), max_length=6, choices=Horizon.choices, default=Horizon.LONG)
    title = Line(
        _("What will be different?"), max_length=200, missing=_("Say in one sentence what will be different."),
        help_text=_("One sentence, for example: residents feel healthier."),
    )  # fmt: skip
    explanation = Prose(_("explanation"), max_length=5000, blank=True)
    # Of what came after the council's decision; otherwise empty.
    added_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

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

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        """Of the objective that it would be a part of. One query, or none."""
        if self.parent is None:
            return
        if self.parent.program_id != self.program_id:
            yield FieldError("parent", "invalid", gettext("The larger objective belongs to another programme."))
            return
        above = dict(Objective.objects.filter(program=self.program).values_list("pk", "parent_id"))
        if self.parent.pk not in above:
            told = gettext("Somebody removed the larger objective in the meantime. Choose another one.")
            yield FieldError("parent", "invalid", told)
        elif _lies_in(self.parent.pk, self.pk, above):
            yield FieldError("parent", "invalid", gettext("An objective cannot be a part of itself."))


def _lies_in(part: uuid.UUID, whole: uuid.UUID, above: Mapping[uuid.UUID, uuid.UUID | None]) -> bool:
    """Whether `part` is `whole`, or stands somewhere below it; `above` names what each stands right below."""
    step: uuid.UUID | None = part
    while step is not None and step != whole:
        step = above.get(step)
    return step is not None
