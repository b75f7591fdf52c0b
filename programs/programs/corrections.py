"""Putting a programme, or something in it, right: what the form asks besides, and what the action insists on.

Once the council has decided on a programme it knows how things were, so a change says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from programs.programs.models import Program
from tenants.kit.errors import FieldError, Invalid
from tenants.kit.fields import ReasonField, SeenField, moment_of
from tenants.kit.forms import RowForm
from tenants.kit.models import Tracked

_SAY_WHY = gettext_lazy("The council knows it as it was. Say why it changes.")


def reason_owed(program: Program, changed: Sequence[str], reason: str) -> FieldError | None:
    """What is told when something changes in a programme that was decided on, and nobody says why."""
    return FieldError("reason", "required", _SAY_WHY) if changed and program.is_public and not reason.strip() else None


def check_reason(program: Program, changed: Sequence[str], reason: str) -> None:
    """Raises Invalid when something changes in a programme that was decided on, and nobody says why."""
    if fault := reason_owed(program, changed, reason):
        raise Invalid([fault])


class AfterDecisionForm(forms.Form):
    """To be mixed in before a form that adds something: asks for the reason once the council has decided."""

    reason = ReasonField(
        label=gettext_lazy("Why is this added?"),
        missing=gettext_lazy("The council decided without it. Say why it is added."),
        help_text=gettext_lazy("The council decided without it. The dashboard tells that it was added, and why."),
    )

    def __init__(self, *args: Any, of: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of.is_public:
            del self.fields["reason"]


class CorrectionForm(forms.Form):
    """To be mixed in before the form that sets the row up: the row as it is, and the reason where one is needed."""

    reason = ReasonField(
        label=gettext_lazy("Why does it change?"),
        missing=_SAY_WHY,
        help_text=gettext_lazy("The council knows it as it was. The reason is kept with it."),
    )
    seen = SeenField()

    def __init__(self, data: Any, *, row: Tracked, of: Program, **kwargs: Any) -> None:
        super().__init__(data, **({**kwargs, "row": row} if isinstance(self, RowForm) else kwargs))
        for name in self.fields:
            if name not in ("reason", "seen"):
                self.initial.setdefault(name, getattr(row, name))
        self.initial["seen"] = moment_of(row)
        if not of.is_public:
            del self.fields["reason"]
        else:
            self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])
