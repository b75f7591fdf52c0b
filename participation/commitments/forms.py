"""What is asked about commitments."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.commitments.choices import Status
from participation.commitments.models import Commitment, ProgressReport
from participation.partners.models import Partner
from programs.objectives.models import Objective
from programs.programs.models import Program
from tenants.kit.dutch import NameList
from tenants.kit.fields import ChoiceField, ReasonField, SeenField, SureField, moment_of
from tenants.kit.forms import RowForm
from tenants.kit.order import in_dutch


class TermsForm(RowForm):
    """What is promised."""

    seen = SeenField()

    class Meta:
        model = Commitment
        fields = ("description", "quantity", "unit", "amount", "start_date", "due_date", "objective")
        widgets = {"objective": NameList}

    def __init__(self, data: Any, *, commitment: Commitment, on: dt.date) -> None:
        super().__init__(data, row=commitment, on=on, initial={"seen": moment_of(commitment)})
        objectives = Objective.objects.filter(program=commitment.program).order_by(in_dutch("title"))
        self.offer("objective", objectives, nothing=_("no objective in particular"))


class OfferForm(TermsForm):
    """What is promised, and by whom."""

    class Meta(TermsForm.Meta):
        fields = ("party", *TermsForm.Meta.fields)  # type: ignore[assignment]
        widgets = {"party": NameList, **TermsForm.Meta.widgets}
        labels = {"party": _("Whose promise is it?")}
        help_texts = {
            "party": _("A department of the municipality offers it; a partner is asked for it and answers itself.")
        }

    def __init__(self, data: Any, *, program: Program, on: dt.date) -> None:
        super().__init__(data, commitment=Commitment(program=program, start_date=on), on=on)
        del self.fields["seen"]  # nothing is there yet
        self.offer("party", Partner.objects.active().order_by(in_dutch("name")))


class MoveForm(forms.Form):
    """One reason, and a button for each move the caller may make."""

    to = ChoiceField(choices=Status.choices, widget=forms.HiddenInput)
    seen = SeenField()
    reason = ReasonField(required=False, help_text=_("The other side reads it."))


class ReportForm(RowForm):
    """What a department did since its last report."""

    sure = SureField()

    class Meta:
        model = ProgressReport
        fields = ("date", "quantity", "text", "replaces")

    def __init__(self, data: Any, *, commitment: Commitment, on: dt.date) -> None:
        super().__init__(data, row=ProgressReport(commitment=commitment, date=on), on=on)
        self.offer("replaces", commitment.reports.standing(), nothing=_("no earlier report"))
