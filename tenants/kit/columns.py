"""The fields of models that people fill in: each reads what comes in, knows its limits, and says what to do.

    title = Line(_("title"), max_length=200, missing=_("Say in one sentence what will be different."))

Form fields, serializer fields and the checks of actions derive from them, with the same sentences. To the migrations a
column is the plain field of Django: words and bounds are no part of the schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib.postgres import fields as postgres
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tenants.kit import fields, reading
from tenants.kit.dutch import TextBox
from tenants.kit.errors import Text

_Set = TypeVar("_Set", contravariant=True)  # noqa: PLC0105
_Get = TypeVar("_Get", covariant=True)  # noqa: PLC0105

if TYPE_CHECKING:
    from django.contrib.postgres.fields import ArrayField
    from django.db.models import CharField, DateField, DecimalField, EmailField, Field, TextField
    from django.db.models import PositiveIntegerField as CountField
    from django.db.models import PositiveSmallIntegerField as SmallField
else:

    class _Generic:
        """Django's fields have parameters for the type checker only."""

        def __init__(self, kind):
            self.kind = kind

        def __getitem__(self, types):
            return self.kind

    ArrayField, CharField, DateField = map(_Generic, (postgres.ArrayField, models.CharField, models.DateField))
    DecimalField, EmailField, TextField = map(_Generic, (models.DecimalField, models.EmailField, models.TextField))
    CountField, SmallField = _Generic(models.PositiveIntegerField), _Generic(models.PositiveSmallIntegerField)

    class Field:
        def __class_getitem__(cls, types):
            return cls


LARGEST = 1_000_000_000
_WORDS = ("verbose_name", "help_text")
_CHOOSE = [("", _("Choose"))]


class Column(Field[_Set, _Get]):
    """What they share. `missing` says what to do when nothing was filled in."""

    form_field: ClassVar[Any]

    def __init__(self, label: Any = None, *, missing: Text = "", **details: Any) -> None:
        self.missing = missing or self.form_field.default_error_messages["required"]
        super().__init__(verbose_name=label, **details)

    @property
    def sentences(self) -> dict[str, Text]:
        """What is told, by the codes of Django and of DRF."""
        return dict.fromkeys(("required", "null", "blank"), self.missing)

    @cached_property
    def error_messages(self) -> dict[str, Any]:
        return {**super().error_messages, **self.sentences}

    def deconstruct(self) -> Any:
        name, _path, arguments, details = super().deconstruct()
        plain = next(kind for kind in type(self).__mro__ if kind.__module__.startswith("django."))
        home = "django.db.models" if plain.__module__ == models.Field.__module__ else "django.contrib.postgres.fields"
        kept = {key: value for key, value in details.items() if key not in _WORDS}
        return name, f"{home}.{plain.__name__}", arguments, kept

    def clone(self) -> Any:
        """For the state that migrations keep."""
        _name, path, arguments, details = self.deconstruct()
        return import_string(path)(*arguments, **details)

    def formfield(self, **details: Any) -> Any:
        return super().formfield(**{"form_class": self.form_field, "error_messages": self.sentences, **details})


class _Text(Column[_Set, _Get]):
    """A text that is read before its length is counted."""

    read: ClassVar[Any]
    max_length: int

    def to_python(self, value: Any) -> Any:
        return fields.read(self.read, value) if isinstance(value, str) else value

    @property
    def sentences(self) -> dict[str, Text]:
        return {**super().sentences, "max_length": fields.filled(fields.TOO_LONG, limit=self.max_length)}


class Line(_Text[_Set, _Get], CharField[_Set, _Get]):
    """One line, such as a name."""

    form_field = fields.LineField
    read = staticmethod(reading.line)


class Prose(_Text[_Set, _Get], TextField[_Set, _Get]):
    """Several lines."""

    form_field = fields.ProseField
    read = staticmethod(reading.lines)

    def __init__(self, label: Any = None, *, max_length: int = 2000, rows: int = 4, **details: Any) -> None:
        self.rows = rows
        super().__init__(label, max_length=max_length, **details)

    @cached_property
    def validators(self) -> list[Any]:
        return [*super().validators, MaxLengthValidator(self.max_length)]

    def deconstruct(self) -> Any:
        name, path, arguments, details = super().deconstruct()
        return name, path, arguments, {key: value for key, value in details.items() if key != "max_length"}

    def formfield(self, **details: Any) -> Any:
        return super().formfield(**{"widget": TextBox(attrs={"rows": self.rows}), **details})


class Email(_Text[_Set, _Get], EmailField[_Set, _Get]):
    """An e-mail address."""

    form_field = fields.EmailField
    read = staticmethod(reading.line)

    @property
    def sentences(self) -> dict[str, Text]:
        return {**super().sentences, "invalid": self.missing}


class Choice(Column[_Set, _Get], CharField[_Set, _Get]):
    """One of a list."""

    form_field = fields.ChoiceField

    @property
    def sentences(self) -> dict[str, Text]:
        return {**super().sentences, "invalid_choice": self.missing}

    def formfield(self, **details: Any) -> Any:
        return super().formfield(**{"choices_form_class": self.form_field, **details})

    def get_choices(self, include_blank: bool = True, blank_choice: Any = _CHOOSE, *args: Any, **details: Any) -> Any:
        return super().get_choices(include_blank, blank_choice, *args, **details)


class Choices(Column[_Set, _Get], ArrayField[_Set, _Get]):
    """Some of a list, each once and in its order."""

    form_field = fields.ChoicesField

    def __init__(self, label: Any = None, *, choices: Any, max_length: int, **details: Any) -> None:
        self.listed = list(choices)
        super().__init__(label, base_field=models.CharField(max_length=max_length, choices=choices), **details)

    @property
    def sentences(self) -> dict[str, Text]:
        return {**super().sentences, "invalid_choice": fields.CHOOSE}

    def to_python(self, value: Any) -> Any:
        listed = [name for name, _label in self.listed]
        known = [name for name in listed if name in value]
        return known + [name for name in value if name not in listed]

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        if not set(value) <= {name for name, _label in self.listed}:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")

    def formfield(self, **details: Any) -> Any:
        told: dict[str, Any] = {"choices": self.listed, "label": capfirst(self.verbose_name)}
        told |= {"required": not self.blank, "help_text": self.help_text, "error_messages": self.sentences}
        return self.form_field(**{**told, **details})


class _Bounded(Column[_Set, _Get]):
    """Something with a smallest and a largest value, both included."""

    least: Any
    most: Any
    range: Text

    def __init__(self, label: Any = None, *, least: Any = None, most: Any = None, **details: Any) -> None:
        self.least = self.least if least is None else least
        self.most = self.most if most is None else most
        super().__init__(label, **details)

    @property
    def bounds(self) -> Sequence[Any]:
        return [MinValueValidator(self.least, self.told_range), MaxValueValidator(self.most, self.told_range)]

    @property
    def told_range(self) -> Any:
        return fields.filled(self.range, least=self.least, most=self.most)

    @property
    def sentences(self) -> dict[str, Text]:
        return {**super().sentences, **dict.fromkeys(("min_value", "max_value"), self.told_range)}


class Number(_Bounded[_Set, _Get], DecimalField[_Set, _Get]):
    """A number with decimals."""

    form_field = fields.NumberField
    range = _("Enter a number from %(least)s to %(most)s.")
    least, most = -LARGEST, LARGEST

    @property
    def sentences(self) -> dict[str, Text]:
        places = fields.filled(_("Use at most %(limit)s decimals."), limit=self.decimal_places)
        too_large = dict.fromkeys(("max_digits", "max_whole_digits"), self.told_range)
        return {**super().sentences, **too_large, "max_decimal_places": places}

    @cached_property
    def validators(self) -> list[Any]:
        return [*super().validators, *self.bounds]


class Amount(Number[_Set, _Get]):
    """Euros and cents."""

    form_field = fields.EuroField
    range = _("Enter an amount from %(least)s to %(most)s euros.")
    least = 0

    def __init__(self, label: Any = None, *, max_digits: int = 12, **details: Any) -> None:
        super().__init__(label, max_digits=max_digits, decimal_places=2, **details)

    @property
    def sentences(self) -> dict[str, Text]:
        return {**super().sentences, "max_decimal_places": _("Enter an amount in euros and cents.")}


class Count(_Bounded[_Set, _Get], CountField[_Set, _Get]):
    """A number of things."""

    form_field = fields.WholeField
    range = _("Enter a whole number from %(least)s to %(most)s.")
    least, most = 0, LARGEST

    @cached_property
    def validators(self) -> list[Any]:
        return list(self.bounds)


class SmallCount(_Bounded[_Set, _Get], SmallField[_Set, _Get]):
    """A small number of things, such as days or months."""

    form_field = fields.WholeField
    range = Count.range
    least, most = 0, 32767

    @cached_property
    def validators(self) -> list[Any]:
        return list(self.bounds)


class Year(SmallCount[_Set, _Get]):
    form_field = fields.YearField
    least, most = reading.EARLIEST.year, reading.LATEST.year

    @property
    def told_range(self) -> Any:
        return fields.years_between(self.least, self.most)


class Day(_Bounded[_Set, _Get], DateField[_Set, _Get]):
    """A day in a year that is likely: 0204 is a slip of the keyboard."""

    form_field = fields.DayField
    least, most = reading.EARLIEST, reading.LATEST

    @property
    def told_range(self) -> Any:
        return fields.years_between(self.least.year, self.most.year)

    @cached_property
    def validators(self) -> list[Any]:
        return list(self.bounds)
