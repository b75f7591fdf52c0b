"""What is asked about mandates, decisions and answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from programs.mandates.actions import RouteStep
from programs.mandates.choices import DecisionKind, EscalationStatus
from programs.mandates.models import Mandate
from programs.mandates.moves import MOVES, By
from programs.programs.models import Program
from tenants.accounts.choices import MUNICIPAL_ROLES, Role
from tenants.accounts.models import User
from tenants.kit.choosing import FindingForm, RowsField
from tenants.kit.dutch import NameList, TextBox
from tenants.kit.fields import DayField, EuroField, SeenField
from tenants.kit.order import in_dutch
from tenants.kit.steps import Step

ROUTE_STEPS = (1, 2, 3)
# Who sits above an area manager; the others neither direct nor decide.
_ANSWERING_ROLES = [role for role in MUNICIPAL_ROLES if role is Role.ADMINISTRATOR]


class LastDayField(DayField):
    """People name the last day; the model keeps the day after it."""

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        return day + dt.timedelta(days=1) if day and day < dt.date.max else day


class MandateForm(FindingForm, forms.Form):
    manager = forms.ModelChoiceField(label=_("Area manager"), queryset=User.objects.none(), empty_label=_("Choose"))
    areas = RowsField(label=_("Areas"), queryset=Area.objects.none())
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of decision"), choices=DecisionKind.choices, widget=forms.CheckboxSelectMultiple
    )
    ceiling_per_decision = EuroField(label=_("Ceiling per decision"), help_text=_("In euros, for example 50.000."))
    ceiling_per_year = EuroField(label=_("Ceiling per year"), help_text=_("All decisions of a calendar year together."))
    valid_from = DayField(label=_("First day"))
    valid_until = LastDayField(label=_("Last day"))
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )
    deputy_from = DayField(label=_("First day of the deputy"), required=False)
    deputy_until = LastDayField(label=_("Last day of the deputy"), required=False)
    reporting_line = forms.CharField(
        label=_("Reporting line"),
        widget=TextBox(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=_("To whom at city hall, and at which table does the manager sit?"),
    )
    presence = forms.CharField(
        label=_("On location"),
        widget=TextBox(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=_("Where and when can people find the manager in the area?"),
    )

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        people = list(User.objects.active().exclude(roles=[Role.COUNCIL_MEMBER]).order_by(in_dutch("name")))
        fields["manager"].queryset = User.objects.active().with_role(Role.AREA_MANAGER).order_by(in_dutch("name"))
        fields["deputy"].queryset = (
            User.objects.active().exclude(roles=[Role.COUNCIL_MEMBER]).order_by(in_dutch("name"))
        )
        fields["areas"].queryset = Area.objects.valid_on(on).order_by(in_dutch("name"))
        who = [
            ("", _("Nobody")),
            (_("A person"), [(f"user:{user.pk}", user.name) for user in people]),
            (_("A role"), [(f"role:{role.value}", role.label) for role in _ANSWERING_ROLES]),
        ]
        for number in ROUTE_STEPS:
            label = _("Step %(number)d: who answers?") % {"number": number}
            fields[f"step_{number}_who"] = forms.ChoiceField(label=label, choices=who, required=number == 1)
            fields[f"step_{number}_days"] = forms.IntegerField(
                label=_("Step %(number)d: within how many days?") % {"number": number},
                min_value=1,
                max_value=365,
                initial=7 if number == 1 else None,
                required=False,
            )
        self.people = {str(user.pk): user for user in people}

    def granted(self) -> dict[str, Any]:
        """The cleaned fields with the steps as a route, as `grant_mandate` takes them."""
        data = dict(self.cleaned_data)
        route = []
        for number in ROUTE_STEPS:
            kind, _colon, key = str(data.pop(f"step_{number}_who") or "").partition(":")
            days = data.pop(f"step_{number}_days") or 7
            if kind == "user":
                route.append(RouteStep(days, user=self.people[key]))
            elif kind == "role":
                route.append(RouteStep(days, role=key))
        return {**data, "route": route}


MANDATE_STEPS = (
    Step(_("Whose mandate is it, and where?"), ("manager", "areas")),
    Step(_("What may be decided?"), ("kinds", "ceiling_per_decision", "ceiling_per_year")),
    Step(
        _("How long does it hold, and who stands in?"),
        ("valid_from", "valid_until", "deputy", "deputy_from", "deputy_until"),
    ),
    Step(
        _("Who answers what goes beyond it?"),
        tuple(f"step_{number}_{part}" for number in ROUTE_STEPS for part in ("who", "days")),
    ),
    Step(_("Where does the manager stand?"), ("reporting_line", "presence")),
)


class DecisionForm(forms.Form):
    """Every kind may be asked for: what the mandate does not allow becomes an escalation. Areas are the mandate's own."""

    subject = forms.CharField(
        label=_("What is decided?"), max_length=300, help_text=_("For example: a living room on the corner for a year.")
    )
    kind = forms.ChoiceField(label=_("Kind of decision"), choices=DecisionKind.choices)
    amount = EuroField(label=_("Amount"), initial=0, help_text=_("In euros; 0 when it costs nothing."))
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose"), widget=NameList
    )
    program = forms.ModelChoiceField(
        label=_("Programme"),
        queryset=Program.objects.none(),
        required=False,
        empty_label=_("Not for a programme"),
        widget=NameList,
    )

    def __init__(self, *args: Any, on: dt.date, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        areas = Area.objects.valid_on(on).filter(mandates=mandate).order_by(in_dutch("name"))
        fields["area"].queryset = areas
        fields["program"].queryset = (
            Program.objects.not_ended().filter(areas__in=areas).distinct().order_by(in_dutch("title"))
        )


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(move.to, move.label) for move in MOVES.moves_from(EscalationStatus.OPEN) if move.by == By.ASKED],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Explanation"),
        widget=TextBox(attrs={"rows": 4}),
        required=False,
        max_length=5000,
        help_text=_("Needed unless you approve."),
    )
    seen = SeenField()


class WithdrawalForm(forms.Form):
    seen = SeenField()
    reason = forms.CharField(label=_("Why does it end?"), widget=TextBox(attrs={"rows": 3}), max_length=1000)


def only_area_of(mandate: Mandate) -> Area | None:
    """The area to fill in beforehand, when the mandate has just one."""
    areas = list(mandate.areas.all())
    return areas[0] if len(areas) == 1 else None
