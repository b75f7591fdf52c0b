"""What is asked about commitments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.commitments.choices import Status
from participation.commitments.models import Commitment, ProgressReport
from participation.commitments.rules import TEXT_LENGTH
from participation.partners.models import Partner
from programs.objectives.models import Objective
from programs.programs.models import Program
from tenants.kit.dutch import NameList, TextBox
from tenants.kit.fields import DayField, EuroField, NumberField, SeenField
from tenants.kit.order import in_dutch


class TermsForm(forms.Form):
    """What is promised."""

    description = forms.CharField(
        label=_("What is promised?"),
        help_text=_("For example: forty homes insulated."),
        widget=TextBox(attrs={"rows": 3}),
        max_length=TEXT_LENGTH,
    )
    quantity = NumberField(
        label=_("Quantity"), max_digits=14, decimal_places=2, min_value=0, required=False,
        help_text=_("How many or how much."),
    )  # fmt: skip
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False, help_text=_("For example: homes."))
    amount = EuroField(label=_("Amount of money"), max_digits=14, required=False, help_text=_("In euros."))
    start_date = DayField(label=_("Starts on"))
    due_date = DayField(label=_("Due on"))
    objective = forms.ModelChoiceField(
        label=_("Objective"),
        required=False,
        queryset=Objective.objects.none(),
        empty_label=_("no objective in particular"),
        widget=NameList,
    )

    seen = SeenField()

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["objective"]
        field.queryset = Objective.objects.filter(program=program).order_by(in_dutch("title"))


class OfferForm(TermsForm):
    """What is promised, and by whom."""

    party = forms.ModelChoiceField(
        label=_("Whose promise is it?"),
        queryset=Partner.objects.none(),
        widget=NameList,
        help_text=_("A department of the municipality offers it; a partner is asked for it and answers itself."),
    )
    field_order = ("party",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen"]  # nothing is there yet
        field: Any = self.fields["party"]
        field.queryset = Partner.objects.active().order_by(in_dutch("name"))


class MoveForm(forms.Form):
    """One reason, and a button for each move the caller may make."""

    to = forms.ChoiceField(choices=Status.choices, widget=forms.HiddenInput)
    seen = SeenField()
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=TextBox(attrs={"rows": 3}),
        help_text=_("The other side reads it."),
    )


class ReportForm(forms.Form):
    """What a department did since its last report."""

    date = DayField(label=_("Date"))
    quantity = NumberField(
        label=_("Quantity"), max_digits=14, decimal_places=2, min_value=0,
        help_text=_("What was added since the last report."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What was done"), required=False, max_length=TEXT_LENGTH, widget=TextBox(attrs={"rows": 3})
    )
    replaces: forms.ModelChoiceField[ProgressReport] = forms.ModelChoiceField(
        label=_("Corrects the report of"),
        required=False,
        queryset=ProgressReport.objects.none(),
        empty_label=_("no earlier report"),
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["replaces"]
        field.queryset = commitment.reports.standing()
