"""What somebody typed beside what stands now, for whoever comes second: nothing of theirs is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import BaseForm, BoundField, ModelChoiceField
from django.utils.formats import localize
from django.utils.translation import gettext as _

from tenants.kit.templatetags.kit import euro_aloud, figure


@dataclass(frozen=True)
class Difference:
    """One field in which the two differ, in the words of the page."""

    label: str
    now: str
    typed: str


def differences(form: BaseForm) -> list[Difference]:
    """The fields of a bound form in which what was typed differs from its initial value, which is the row as it is now."""
    found = []
    for field in form.visible_fields():
        now, typed = in_words(field, field.initial), in_words(field, form.cleaned_data.get(field.name, field.data))
        if now != typed:
            found.append(Difference(str(field.label), now or "–", typed or "–"))
    return found


def in_words(field: BoundField, value: Any) -> str:
    """A value of this field as people read it; nothing for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple | set | QuerySet):
        return ", ".join(sorted(_word(field, each) for each in value))
    return _word(field, value)


def _word(field: BoundField, value: Any) -> str:
    """A choice by its label, a row by its name, a day and a number as people of the language write them."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Model):
        return str(value)
    if isinstance(field.field, ModelChoiceField):
        row = field.field.queryset.filter(pk=value).first() if field.field.queryset is not None else None
        return str(row or value)
    labels = {str(key): str(label) for key, label in _flat(getattr(field.field, "choices", ()))}
    if str(value) in labels:
        return labels[str(value)]
    if isinstance(value, Decimal):
        return euro_aloud(value) if getattr(field.field, "is_money", False) else figure(_short(value))
    return str(localize(value)) if isinstance(value, dt.date) else str(value)


def _short(number: Decimal) -> Decimal:
    """25, whether it was typed as 25 or stored as 25.00: what is equal is no difference."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _flat(choices: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Choices without their groups."""
    pairs: list[tuple[Any, Any]] = []
    for key, label in choices:
        pairs += _flat(label) if isinstance(label, list | tuple) else [(key, label)]
    return pairs
