"""What is asked about an objective."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from programs.objectives.models import Objective
from programs.programs.corrections import AfterDecisionForm, CorrectionForm
from programs.programs.models import Program
from tenants.kit.dutch import NameList
from tenants.kit.forms import RowForm


class ObjectiveForm(RowForm):
    class Meta:
        model = Objective
        fields = ("title", "theme", "horizon", "parent", "explanation")
        widgets = {"parent": NameList}

    def __init__(self, data: Any, *, program: Program, row: Objective | None = None, **details: Any) -> None:
        super().__init__(data, row=row or Objective(program=program), **details)
        self.offer("parent", program.objectives.in_order(), nothing=_("stands by itself"))


class NewObjectiveForm(AfterDecisionForm, ObjectiveForm):
    field_order = (*ObjectiveForm.Meta.fields, "reason")

    def __init__(self, data: Any, *, program: Program, on: dt.date) -> None:
        super().__init__(data, of=program, program=program, on=on)


class ChangeObjectiveForm(CorrectionForm, ObjectiveForm):
    def __init__(self, data: Any, *, objective: Objective, on: dt.date) -> None:
        program = objective.program
        super().__init__(data, row=objective, of=program, program=program, on=on)
        self.offer("parent", program.objectives.in_order().exclude(pk=objective.pk))
