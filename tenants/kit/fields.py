"""Form fields that every house uses: a day, a number, and an amount of euros."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from tenants.kit.seen import SeenAt


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar, which speaks ISO 8601 whatever the language of the page."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y"])
        super().__init__(**kwargs)


class SeenField(forms.CharField):
    """Hidden in a form that changes a row: when the row that the form shows was last changed. See `tenants.kit.seen`.

    Its value is what `moment_of` says of the row; empty when there was no row yet.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, widget=forms.HiddenInput, **kwargs)

    def clean(self, value: Any) -> SeenAt | None:
        if value is None:  # not in what was sent: nobody says what they saw
            return None
        if not value:
            return SeenAt(None)
        try:
            moment = parse_datetime(value)
        except ValueError:
            moment = None
        return SeenAt(moment or dt.datetime.min)  # at the beginning of time no row was ever changed


class SureField(forms.BooleanField):
    """Hidden until an action finds something unlikely (`errors.Unlikely`); then whoever is sure ticks it."""

    def __init__(self, **kwargs: Any) -> None:
        label = kwargs.pop("label", _("Yes, this is right"))
        super().__init__(required=False, label=label, widget=forms.HiddenInput, **kwargs)


def moment_of(row: Model | None) -> str:
    """What a form remembers of the row that it shows."""
    moment: dt.datetime | None = getattr(row, "updated_at", None)
    return moment.isoformat() if moment else ""


class EuroField(forms.DecimalField):
    """An amount of euros as people write it: 50000, 50.000, 50.000,00 or € 50.000 in Dutch."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("min_value", Decimal(0))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = _plain(value)
        return super().to_python(value)


class NumberField(forms.DecimalField):
    """A number as people write it: 21,2 or 21.2 or 1.234,5. A point before three digits parts thousands."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 20)
        kwargs.setdefault("decimal_places", 6)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            text = value.strip().replace("\u00a0", "").replace(" ", "")
            if "," in text:
                text = text.replace(".", "").replace(",", ".")
            elif "." in text and _is_grouped(text):
                text = text.replace(".", "")
            value = text
        return super().to_python(value)


def _plain(text: str) -> str:
    """The digits with a decimal point. A last mark with one or two digits behind it is the decimal mark."""
    text = text.strip().removeprefix("€").replace("\u00a0", "").replace(" ", "")
    whole, mark, cents = text.rpartition(max(".", ",", key=text.rfind))
    if mark and len(cents) in (1, 2):
        return f"{whole.replace('.', '').replace(',', '')}.{cents}"
    return text.replace(".", "").replace(",", "") if _is_grouped(text) else text


def _is_grouped(text: str) -> bool:
    """Thousands in groups of three: 1.234.567, not 1.23.4567."""
    parts = text.replace(",", ".").split(".")
    return len(parts) == 1 or (0 < len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:]))
