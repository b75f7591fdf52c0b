"""What is asked about programmes and visions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from programs.programs.choices import ProgramKind, SourceKind, Theme
from programs.programs.corrections import CorrectionForm
from programs.programs.models import Program, Vision
from programs.programs.rules import SHORTEST_HORIZON
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.fields import DayField, SeenField, SureField, moment_of
from tenants.kit.order import in_dutch


class ProgramForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=160, help_text=_("What is it for? For example: Wielwijk on its own strength.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ProgramKind.choices, initial=ProgramKind.ORDINARY)
    areas = forms.ModelMultipleChoiceField(
        label=_("Areas"), queryset=Area.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    manager = forms.ModelChoiceField(
        label=_("Area manager"), queryset=User.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    lead_organisation = forms.CharField(
        label=_("Lead organisation"),
        max_length=160,
        required=False,
        help_text=_("Who directs it? That may be a partner or a group of residents."),
    )
    summary = forms.CharField(
        label=_("Summary"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, *args: Any, on: dt.date, chooses_manager: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["areas"].queryset = Area.objects.valid_on(on).order_by(in_dutch("name"))
        if chooses_manager:
            fields["manager"].queryset = User.objects.active().with_role(Role.AREA_MANAGER).order_by(in_dutch("name"))
        else:
            del self.fields["manager"]


class ChangeProgramForm(CorrectionForm, ProgramForm):
    def __init__(self, data: Any, *, program: Program, on: dt.date, chooses_manager: bool) -> None:
        areas = {"areas": program.areas.all()}
        super().__init__(data, row=program, of=program, initial=areas, on=on, chooses_manager=chooses_manager)
        fields: Any = self.fields
        # What it has may stay, also an area that is out of use or a manager who has left.
        fields["areas"].queryset |= Area.objects.filter(programs=program)
        fields["areas"].queryset = fields["areas"].queryset.distinct()
        if chooses_manager:
            fields["manager"].queryset |= User.objects.filter(pk=program.manager_id)
            fields["manager"].help_text = _("Choose somebody else to hand the programme over. A mandate stays behind.")


class VisionForm(forms.Form):
    story = forms.CharField(
        label=_("Where does it go?"),
        help_text=_("Tell in plain language how it is there in twenty years."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=20000,
        required=False,
    )
    horizon_year = forms.IntegerField(
        label=_("Horizon"),
        help_text=_("A vision reaches at least ten years ahead; twenty or more is normal."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        min_value=1900,
        max_value=9999,
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    seen = SeenField()
    principles = forms.CharField(
        label=_("Principles"),
        help_text=_("What do we hold on to, whatever happens?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10000,
        required=False,
    )


def vision_form(data: Any, draft: Vision | None, on: dt.date) -> VisionForm:
    """The form with the draft in it; for a new vision with a horizon of twenty years."""
    if draft is None:
        initial: dict[str, Any] = {"horizon_year": on.year + 2 * SHORTEST_HORIZON, "themes": Theme.values, "seen": ""}
        return VisionForm(data, initial=initial)
    initial = {name: getattr(draft, name) for name in ("story", "horizon_year", "themes", "principles")}
    return VisionForm(data, initial={**initial, "seen": moment_of(draft)})


class SourceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of source"), choices=SourceKind.choices)
    description = forms.CharField(
        label=_("What did it show?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )
    who = forms.CharField(
        label=_("From whom"),
        max_length=200,
        required=False,
        help_text=_("A group or an organisation, for example: residents of three flats. No names of residents."),
    )
    date = DayField(label=_("Date"))


class PhaseForm(forms.Form):
    title = forms.CharField(label=_("Name"), max_length=120)
    from_year = forms.IntegerField(
        label=_("First year"), min_value=1900, max_value=9999, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    until_year = forms.IntegerField(
        label=_("Last year"), min_value=1900, max_value=9999, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class AdoptionForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference of the council's decision"), max_length=120, help_text=_("For example RB-2024-031.")
    )
    decided_on = DayField(label=_("Date of the council's decision"))
    sure = SureField()


class CorrectAdoptionForm(AdoptionForm):
    reason = forms.CharField(
        label=_("Why does it change?"),
        max_length=200,
        error_messages={"required": _("Say why; it is kept in the history.")},
    )
    seen = SeenField()
    field_order = ("reference", "decided_on", "reason")
