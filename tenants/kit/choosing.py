"""Rows to tick in a form: all when they are few, otherwise what was ticked and what a search finds.

A thousand boxes are no choice, on a phone least of all. The search works without JavaScript: its button sends the form as
it stands, and the page shows it again with what was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tenants.kit.dutch import dutch

FEW = 40
"""As many are shown at once."""
FIND = "find"
"""What the button of a search sends."""


class _Ticks(forms.CheckboxSelectMultiple):
    sought = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.sought = data.get(f"{name}_{FIND}", "").strip()[:100]
        return super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """At most three queries, whatever their number."""
        rows, label = self.choices.queryset, self.choices.field.label_from_instance  # type: ignore[attr-defined]
        offered, is_searched = list(rows[: FEW + 1]), False
        if len(offered) > FEW:
            offered, is_searched = self._found(rows, value), True
        self.choices = [(row.pk, label(row)) for row in offered]
        ticks = super().render(name, value, attrs, renderer)
        if not is_searched:
            return ticks
        context = {"ticks": ticks, "name": name, "sought": self.sought, "few": FEW, "total": rows.count(), "find": FIND}
        return render_to_string("kit/choosing.html", context)

    def _found(self, rows: QuerySet[Model], value: Any) -> list[Model]:
        """What is ticked first, then what the search finds, without it the first of all."""
        ticked = list(rows.filter(pk__in=_ids(value)))
        matching = rows.filter(name__icontains=self.sought) if self.sought else rows
        return ticked + list(matching.exclude(pk__in=[row.pk for row in ticked])[:FEW])


def _ids(value: Iterable[Any] | None) -> list[UUID]:
    """Of what was sent what can be an id; the field tells of the rest."""
    found = []
    for each in value or ():
        try:
            found.append(UUID(str(each)))
        except ValueError:
            continue
    return found


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows that have a `name`, found by it when there are more than `FEW`; for a `FindingForm`."""

    widget = _Ticks

    def label_from_instance(self, obj: Model) -> str:
        return str(dutch(super().label_from_instance(obj)))


class FindingForm(forms.BaseForm):
    """A form with a search in it: whoever looks for something has not sent anything, and hears of no faults yet."""

    @property
    def is_finding(self) -> bool:
        return self.is_bound and FIND in self.data

    def is_valid(self) -> bool:
        return not self.is_finding and super().is_valid()

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_finding:
            self.errors.clear()
