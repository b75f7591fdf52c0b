"""What is asked about an objective."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.objectives.choices import Horizon
from programs.objectives.models import Objective
from programs.programs.choices import Theme
from programs.programs.corrections import CorrectionForm
from programs.programs.models import Program


class ObjectiveForm(forms.Form):
    title = forms.CharField(
        label=_("What will be different?"),
        max_length=200,
        help_text=_("One sentence, for example: residents feel healthier."),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    horizon = forms.ChoiceField(label=_("Term"), choices=Horizon.choices, initial=Horizon.LONG)
    parent = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Objective.objects.none(),
        required=False,
        empty_label=_("stands by itself"),
        help_text=_("A larger objective that this one helps to reach."),
    )
    explanation = forms.CharField(
        label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=5000
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = program.objectives.in_order()  # type: ignore[attr-defined]


class ChangeObjectiveForm(CorrectionForm, ObjectiveForm):
    def __init__(self, data: Any, *, objective: Objective) -> None:
        super().__init__(data, row=objective, of=objective.program, program=objective.program)
        parent: Any = self.fields["parent"]
        parent.queryset = parent.queryset.exclude(pk=objective.pk)
