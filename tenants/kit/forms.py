"""Forms about a row: what may be filled in, its limits and its sentences are those of the row's model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import construct_instance

from tenants.kit.checks import BEYOND, beforehand
from tenants.kit.errors import FieldError, Text
from tenants.kit.fields import CHOOSE
from tenants.kit.models import Row


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """Tells with the faults of form whatever is wrong with the row that would come of it. Saving is for the action.

    `on` is the day on which it is asked; `row` is the one that it changes, or a new one with what is known already.
    """

    def __init__(self, data: Any = None, *, on: dt.date, row: Row | None = None, **details: Any) -> None:
        self.on = on
        # A copy: the page that shows the form again shows the row as it stands.
        super().__init__(data, instance=copy(row), **details)

    def offer(self, name: str, rows: QuerySet[Any], *, nothing: Text = "") -> None:
        """The rows that may be chosen in a field; `nothing` says what choosing none means, where that may be."""
        field: Any = self.fields[name]
        field.queryset = rows
        field.error_messages |= dict.fromkeys(("invalid_choice", "invalid_pk_value", "invalid_list"), CHOOSE)
        if name in (self._meta.fields or ()):
            field.error_messages["required"] = CHOOSE
        if nothing:
            field.empty_label = nothing

    def more_faults(self) -> Iterable[FieldError]:
        """What else the action will refuse: of what is asked besides the fields of the row."""
        return ()

    def _post_clean(self) -> None:
        row: Row = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        told, beyond = set(self.errors), self._beyond()
        for name, value in beyond.items():
            setattr(row, name, value)
        found = beforehand(row, self.on, asked=self.fields.keys(), wrong=told - beyond.keys())
        for fault in [*(fault for fault in found if fault.field not in told), *self.more_faults()]:
            at = fault.field if fault.field in self.fields else None
            self.add_error(at, ValidationError(str(fault.detail), fault.code))

    def _beyond(self) -> dict[str, Any]:
        """What is too small or too large, but known."""
        return {
            name: self.fields[name].to_python(self[name].data)
            for name, errors in self.errors.as_data().items()
            if name in self.fields and all(error.code in BEYOND for error in errors)
        }
