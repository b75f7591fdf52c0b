"""What is asked about mandates, decisions and answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from programs.mandates.choices import DecisionKind, EscalationStatus
from programs.mandates.models import Decision, Mandate
from programs.mandates.moves import MOVES, By
from programs.mandates.terms import (
    RouteStep,
    faults_in_ceilings,
    faults_in_deputy,
    faults_in_stand_in,
    faults_in_step,
    faults_in_term,
)
from programs.programs.models import Program
from tenants.accounts.choices import MUNICIPAL_ROLES, Role
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tenants.kit.choosing import FindingForm, RowsField
from tenants.kit.dutch import NameList
from tenants.kit.errors import FieldError
from tenants.kit.fields import (
    ChoiceField,
    ChoicesField,
    DayField,
    EuroField,
    ProseField,
    ReasonField,
    RowField,
    SeenField,
    WholeField,
)
from tenants.kit.forms import RowForm
from tenants.kit.order import in_dutch
from tenants.kit.steps import Step

ROUTE_STEPS = (1, 2, 3)
# Who sits above an area manager; the others neither direct nor decide.
_ANSWERING_ROLES = [role for role in MUNICIPAL_ROLES if role is Role.ADMINISTRATOR]


class LastDayField(DayField):
    """People name the last day; the model keeps the day after it."""

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        return day + dt.timedelta(days=1) if day else day


class MandateForm(FindingForm, forms.Form):
    manager = RowField(label=_("Area manager"))
    areas = RowsField(label=_("Areas"), queryset=Area.objects.none())
    kinds = ChoicesField(label=_("Kinds of decision"), choices=DecisionKind.choices)
    ceiling_per_decision = EuroField(label=_("Ceiling per decision"), help_text=_("In euros, for example 50.000."))
    ceiling_per_year = EuroField(label=_("Ceiling per year"), help_text=_("All decisions of a calendar year together."))
    valid_from = DayField(label=_("First day"))
    valid_until = LastDayField(label=_("Last day"))
    deputy = RowField(label=_("Deputy"), required=False, empty_label=_("Nobody"))
    deputy_from = DayField(label=_("First day of the deputy"), required=False)
    deputy_until = LastDayField(label=_("Last day of the deputy"), required=False)
    reporting_line = ProseField(
        label=_("Reporting line"),
        rows=2,
        required=False,
        max_length=2000,
        help_text=_("To whom at city hall, and at which table does the manager sit?"),
    )
    presence = ProseField(
        label=_("On location"),
        rows=2,
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
            (_("A person"), [(f"user:{user.pk}", user.name) for user in people]),
            (_("A role"), [(f"role:{role.value}", role.label) for role in _ANSWERING_ROLES]),
        ]
        for number in ROUTE_STEPS:
            label = _("Step %(number)d: who answers?") % {"number": number}
            is_first = number == 1
            nobody = ("", _("Choose") if is_first else _("Nobody"))
            fields[f"step_{number}_who"] = ChoiceField(label=label, choices=[nobody, *who], required=is_first)
            fields[f"step_{number}_days"] = WholeField(
                label=_("Step %(number)d: within how many days?") % {"number": number},
                min_value=1,
                max_value=365,
                initial=7 if is_first else None,
                required=False,
            )
        self.people = {str(user.pk): user for user in people}

    def clean(self) -> dict[str, Any]:
        """What only several answers tell together, as soon as all of them are known."""
        found = super().clean() or self.cleaned_data
        faults: list[FieldError] = []
        per_decision, per_year = found.get("ceiling_per_decision"), found.get("ceiling_per_year")
        begin, end = found.get("valid_from"), found.get("valid_until")
        manager, deputy = found.get("manager"), found.get("deputy")
        if per_decision is not None and per_year is not None:
            faults += faults_in_ceilings(per_decision, per_year)
        if begin and end:
            faults += faults_in_term(begin, end)
            if not {"deputy", "deputy_from", "deputy_until"} & self.errors.keys():
                faults += faults_in_deputy(deputy, found["deputy_from"], found["deputy_until"], begin, end)
        if manager:
            faults += faults_in_stand_in(deputy, manager)
            for name, step in self._route():
                faults += [replace(fault, field=name) for fault in faults_in_step(step, manager, deputy)]
        for fault in faults:
            self.add_error(fault.field, ValidationError(str(fault.detail), fault.code))
        return found

    def granted(self) -> dict[str, Any]:
        """The cleaned fields with the steps as a route, as `grant_mandate` takes them."""
        asked = {name: value for name, value in self.cleaned_data.items() if not name.startswith("step_")}
        return {**asked, "route": [step for _name, step in self._route()]}

    def _route(self) -> Iterator[tuple[str, RouteStep]]:
        """Each step that was filled in, with the name of its field."""
        for number in ROUTE_STEPS:
            name = f"step_{number}_who"
            kind, _colon, key = str(self.cleaned_data.get(name) or "").partition(":")
            days = self.cleaned_data.get(f"step_{number}_days") or 7
            if kind == "user":
                yield name, RouteStep(days, user=self.people[key])
            elif kind == "role":
                yield name, RouteStep(days, role=key)


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


class DecisionForm(RowForm):
    """Every kind may be asked for: what the mandate does not allow becomes an escalation. Areas are the mandate's own."""

    class Meta:
        model = Decision
        fields = ("subject", "kind", "amount", "area", "program")
        labels = {"area": _("Area"), "program": _("Programme")}
        widgets = {"area": NameList, "program": NameList}

    def __init__(self, data: Any, *, caller: Caller, on: dt.date, mandate: Mandate, **details: Any) -> None:
        super().__init__(data, row=Decision(mandate=mandate), on=on, **details)
        areas = Area.objects.valid_on(on).filter(mandates=mandate).order_by(in_dutch("name"))
        programs = Program.objects.visible_to(caller).not_ended().filter(areas__in=areas)
        self.offer("area", areas)
        self.offer("program", programs.distinct().order_by(in_dutch("title")), nothing=_("Not for a programme"))


class AnswerForm(forms.Form):
    verdict = ChoiceField(
        label=_("Your answer"),
        choices=[(move.to, move.label) for move in MOVES.moves_from(EscalationStatus.OPEN) if move.by == By.ASKED],
        widget=forms.RadioSelect,
    )
    answer = ProseField(
        label=_("Explanation"),
        required=False,
        max_length=5000,
        help_text=_("Needed unless you approve."),
    )
    seen = SeenField()


class WithdrawalForm(forms.Form):
    seen = SeenField()
    reason = ReasonField(label=_("Why does it end?"))


def only_area_of(mandate: Mandate) -> Area | None:
    """The area to fill in beforehand, when the mandate has just one."""
    areas = list(mandate.areas.all())
    return areas[0] if len(areas) == 1 else None
