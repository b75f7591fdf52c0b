"""What is asked about programmes and visions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from programs.programs.actions.programs import NO_AREA
from programs.programs.corrections import CorrectionForm
from programs.programs.models import Phase, Program, Vision, VisionSource
from programs.programs.rules import SHORTEST_HORIZON
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.choosing import FindingForm, RowsField
from tenants.kit.fields import ReasonField, SeenField, SureField, moment_of
from tenants.kit.forms import RowForm
from tenants.kit.order import in_dutch


class ProgramForm(FindingForm, RowForm):
    areas = RowsField(label=_("Areas"), queryset=Area.objects.none(), error_messages={"required": NO_AREA})

    class Meta:
        model = Program
        fields = ("title", "kind", "manager", "lead_organisation", "summary")

    field_order = ("title", "kind", "areas", "manager", "lead_organisation", "summary")

    def __init__(self, data: Any, *, chooses_manager: bool, **details: Any) -> None:
        super().__init__(data, **details)
        self.offer("areas", Area.objects.valid_on(self.on).order_by(in_dutch("name")))
        if chooses_manager:
            managers = User.objects.active().with_role(Role.AREA_MANAGER)
            self.offer("manager", managers.order_by(in_dutch("name")), nothing=_("Nobody yet"))
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


class VisionForm(RowForm):
    """The draft; without one the text that the council adopted, or a new vision with a horizon of twenty years."""

    seen = SeenField()

    class Meta:
        model = Vision
        fields = ("story", "horizon_year", "themes", "principles")

    def __init__(self, data: Any, program: Program, on: dt.date) -> None:
        draft, adopted = program.draft_vision(), program.current_vision()
        new = Vision(horizon_year=on.year + 2 * SHORTEST_HORIZON)
        if adopted is not None:
            new = Vision(**{name: getattr(adopted, name) for name in self.Meta.fields})
        super().__init__(data, row=draft or new, on=on, initial={"seen": moment_of(draft)})


class SourceForm(RowForm):
    seen = SeenField()

    class Meta:
        model = VisionSource
        fields = ("kind", "description", "who", "date")


class PhaseForm(RowForm):
    seen = SeenField()

    class Meta:
        model = Phase
        fields = ("title", "from_year", "until_year")


class AdoptionForm(RowForm):
    seen = SeenField()
    sure = SureField()

    class Meta:
        model = Vision
        fields = ("decision_reference", "decided_on")

    def __init__(self, *args: Any, **details: Any) -> None:
        super().__init__(*args, **details)
        for name in self.Meta.fields:
            self.fields[name].required = True


class CorrectAdoptionForm(AdoptionForm):
    reason = ReasonField(label=_("Why does it change?"))
    field_order = ("decision_reference", "decided_on", "reason")
