"""What people fill in, read once (`tenants.kit.reading`): lines, texts, numbers, amounts, years and days.

A field of a model gives its own form field (`tenants.kit.columns`); these are named only where there is no such field.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.formats import get_format, number_format
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from tenants.kit import reading
from tenants.kit.dutch import TextBox
from tenants.kit.errors import Stale, Text
from tenants.kit.seen import SeenAt

MOST_OF_A_REASON = 2000
CHOOSE = _("Choose from the list.")
UNSEEN = _("What you sent does not say what you saw. Look at how it is now, and send it again from this page.")
TOO_LONG = _("Use at most %(limit)s characters.")
SAY_WHY = _("Say why; it is kept in the history.")
_UNREADABLE: dict[reading.Code, Promise] = {
    "no_text": _("This text has a character that cannot be kept. Type it again."),
    "no_number": _("Enter a number, such as 1,234.5."),
    "two_readings": _("Do you mean %(large)s or %(small)s? Write %(large)s, or with a nought at the end %(small)s0."),
    "no_whole_number": _("Enter a whole number, such as 12."),
    "no_day": _("Enter a day, such as 31-12-2027."),
    "no_such_day": _("This day does not exist. Enter one that does, such as 31-12-2027."),
}


def _fill(text: Text, **values: Any) -> str:
    """The sentence with its numbers as people of the language write them."""
    return str(text) % {
        name: value if isinstance(value, str) else number_format(value, use_l10n=True, force_grouping=True)
        for name, value in values.items()
    }


filled: Callable[..., Any] = lazy(_fill, str)


def why_unreadable(error: reading.Unreadable) -> str:
    """What to do about it, in the language of the moment."""
    mark = get_format("DECIMAL_SEPARATOR")
    readings = zip(("small", "large"), (f"{value:f}".replace(".", mark) for value in error.readings), strict=False)
    return str(_UNREADABLE[error.code]) % dict(readings)


def read(how: Callable[..., Any], raw: str, **details: Any) -> Any:
    """What `reading` makes of it; raises ValidationError with what to do."""
    try:
        return how(raw, **details)
    except reading.Unreadable as error:
        raise ValidationError(why_unreadable(error), code=error.code) from error


class LineField(forms.CharField):
    """One line of text, such as a name. What cannot be seen does not count for its length, nor for being there."""

    default_error_messages = {"required": _("Fill this in.")}

    def __init__(self, *, max_length: int | None = None, error_messages: Any = None, **kwargs: Any) -> None:
        told = {"max_length": filled(TOO_LONG, limit=max_length), **(error_messages or {})}
        super().__init__(strip=False, max_length=max_length, error_messages=told, **kwargs)

    def to_python(self, value: Any) -> str:
        text: str = read(reading.line, str(value)) if value is not None else ""
        return text


class ProseField(LineField):
    """A text of several lines."""

    widget = TextBox

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextBox(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text: str = read(reading.lines, str(value)) if value is not None else ""
        return text


class ReasonField(ProseField):
    """Why somebody does something; kept in the history, for whoever asks later."""

    def __init__(self, *, missing: Any = SAY_WHY, **kwargs: Any) -> None:
        told = {"required": missing}
        given = {"label": _("Reason"), "max_length": MOST_OF_A_REASON, "rows": 3, "error_messages": told}
        super().__init__(**{**given, **kwargs})


class EmailField(forms.EmailField):
    """An e-mail address, without what cannot be seen."""

    default_error_messages = dict.fromkeys(
        ("required", "invalid"), _("Enter an e-mail address such as name@example.nl.")
    )

    def to_python(self, value: Any) -> str:
        text: str = read(reading.line, str(value)) if value is not None else ""
        return text


class NumberField(forms.DecimalField):
    """A number as people write it in Dutch or in English: 21,2 or 21.2 or 1.234,5."""

    default_error_messages = {"required": _("Enter a number.")}

    widget = forms.TextInput
    is_money = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 20)
        kwargs.setdefault("decimal_places", 6)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str) and value.strip():
            value = read(reading.number, value, money=self.is_money)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return reading.written(value, get_format("DECIMAL_SEPARATOR")) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}


class EuroField(NumberField):
    """An amount of euros: 50000, 50.000, € 50.000,00 or 50.000,-."""

    default_error_messages = {"required": _("Enter an amount in euros.")}

    is_money = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("min_value", Decimal(0))
        super().__init__(**kwargs)


class WholeField(forms.IntegerField):
    """A number of things."""

    default_error_messages = {"required": _("Enter a whole number.")}

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        return _whole(reading.whole_number, value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric"}


class YearField(WholeField):
    """A year in four digits."""

    default_error_messages = {"required": _("Enter a year, such as 2030.")}

    def to_python(self, value: Any) -> int | None:
        return _whole(reading.year, value)


def _whole(how: Callable[[str], int], value: Any) -> int | None:
    if isinstance(value, str):
        value = read(how, value) if value.strip() else None
    return None if value is None else int(value)


def years_between(least: int, most: int) -> Any:
    """What to do about a day or a year that is beyond these."""
    text = _("Write the year in four digits, from %(least)s to %(most)s.")
    return filled(text, least=str(least), most=str(most))


PLAUSIBLE_YEARS = years_between(reading.EARLIEST.year, reading.LATEST.year)


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar, which speaks ISO 8601 whatever the language of the page."""

    default_error_messages = {"required": _("Enter a day, such as 31-12-2027.")}
    default_validators = [
        MinValueValidator(reading.EARLIEST, PLAUSIBLE_YEARS),
        MaxValueValidator(reading.LATEST, PLAUSIBLE_YEARS),
    ]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and value.strip():
            value = read(reading.day, value)
        return super().to_python(value)


class ChoiceField(forms.TypedChoiceField):
    """One of a list."""

    default_error_messages = dict.fromkeys(("required", "invalid_choice"), _("Choose one from the list."))


class ChoicesField(forms.MultipleChoiceField):
    """Some of a list."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": _("Choose at least one from the list."),
        **dict.fromkeys(("invalid_choice", "invalid_list"), CHOOSE),
    }


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the rows that a form offers: it sets `queryset`."""

    default_error_messages = ChoiceField.default_error_messages

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": None, "empty_label": _("Choose"), **kwargs})


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the rows that a form offers: it sets `queryset`."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {**ChoicesField.default_error_messages, "invalid_pk_value": CHOOSE}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": None, **kwargs})


class SeenField(forms.CharField):
    """Hidden in a form that changes a row: when the row that the form shows was last changed. See `tenants.kit.seen`.

    Its value is what `moment_of` says of the row; empty when there was no row yet. Whoever leaves it out did not look: the
    page comes back with what was typed, and with what stands there now as seen.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, widget=forms.HiddenInput, **kwargs)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if data is None else data

    def clean(self, value: Any) -> SeenAt:
        if value is None:
            raise ValidationError(UNSEEN, code=Stale.default_code)
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
