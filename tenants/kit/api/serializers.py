"""The form of JSON: serializers that refuse what they do not know, instead of quietly dropping it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.fields import empty

from tenants.kit import columns, reading
from tenants.kit.checks import BEYOND, beforehand
from tenants.kit.clock import today
from tenants.kit.errors import FieldError, Text, refused_choice
from tenants.kit.fields import MOST_OF_A_REASON, SAY_WHY, TOO_LONG, filled, why_unreadable
from tenants.kit.models import Row


def _read(how: Callable[[str], str], raw: Any) -> str:
    try:
        return how(str(raw))
    except reading.Unreadable as error:
        raise ValidationError(why_unreadable(error), code=error.code) from error


class LineField(serializers.CharField):
    """One line of text, read as a form reads it (`tenants.kit.reading`)."""

    def run_validation(self, data: Any = empty) -> Any:
        return super().run_validation(_read(reading.line, data) if isinstance(data, str) else data)


class ProseField(serializers.CharField):
    """A text of several lines."""

    def run_validation(self, data: Any = empty) -> Any:
        return super().run_validation(_read(reading.lines, data) if isinstance(data, str) else data)


class ReasonField(ProseField):
    """Why somebody does something; whether one is owed is for the action to say, with what to do."""

    def __init__(self, **kwargs: Any) -> None:
        told = {"max_length": filled(TOO_LONG, limit=MOST_OF_A_REASON), "null": SAY_WHY}
        given = {"required": False, "allow_blank": True, "default": "", "max_length": MOST_OF_A_REASON}
        super().__init__(**{**given, "error_messages": told, **kwargs})


class DayField(serializers.DateField):
    """A day without a time, as JSON has it: ISO 8601 and nothing else. DRF's own sentence speaks of formats."""

    default_error_messages = {
        "invalid": gettext_lazy("Write a day as year-month-day, for example 2027-12-31."),
    }

    def to_internal_value(self, value: Any) -> dt.date:
        try:
            return reading.day(str(value), iso=True)
        except reading.Unreadable:
            self.fail("invalid")


class IdField(serializers.UUIDField):
    """An id. DRF's own sentence exists in English only."""

    default_error_messages = {
        "invalid": gettext_lazy("Write an id as the API gives it, such as 018f2a7c-9d6e-7b3a-8c41-5e0d2f6a9b17."),
    }


class RowField(IdField):
    """The id of a row; its value is the row. `rows(view)` gives those that may be named here."""

    def __init__(self, rows: Callable[[Any], QuerySet[Any]], unknown: Any, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**kwargs)
        self.error_messages["unknown"] = unknown

    def to_internal_value(self, data: Any) -> Any:
        key = super().to_internal_value(data)
        row = self.rows(self.context["view"]).filter(pk=key).first()
        if row is None:
            self.fail("unknown")
        return row


# What each kind of field is in JSON; the first that fits counts. Nothing is turned into another type: "4" is no number.
_IN_JSON: Sequence[tuple[type[Any] | tuple[type[Any], ...], tuple[type, ...], Text]] = (
    (serializers.BooleanField, (bool,), gettext_lazy("Write true or false, without quotes.")),
    (serializers.IntegerField, (int,), gettext_lazy("Write a whole number, without quotes.")),
    ((serializers.DecimalField, serializers.FloatField), (int, float), gettext_lazy("Write a number, without quotes.")),
    ((serializers.ListField, serializers.ListSerializer), (list,), gettext_lazy("Write a list, between [ and ].")),
    ((serializers.Serializer, serializers.DictField), (dict,), gettext_lazy("Write an object, between { and }.")),
    (serializers.JSONField, (object,), ""),
    (serializers.Field, (str,), gettext_lazy("Write a text, between quotes.")),
)


def wrong_type(field: Any, value: Any) -> list[ErrorDetail] | dict[int, Any] | None:
    """What is wrong with a value by its type in JSON alone; None when nothing is. Of a list each item by its place."""
    if value is None:
        return None  # whether there may be nothing is the field's own question
    types, told = next((types, told) for kinds, types, told in _IN_JSON if isinstance(field, kinds))
    # Python counts True among the whole numbers; JSON does not.
    if not isinstance(value, types) or (isinstance(value, bool) and not {bool, object} & set(types)):
        return [ErrorDetail(str(told), code="wrong_type")]
    if isinstance(field, serializers.ListField) and isinstance(value, list):
        found = {number: wrong_type(field.child, item) for number, item in enumerate(value)}
        return {number: wrong for number, wrong in found.items() if wrong} or None
    return None


def _name_choices(field: Any) -> None:
    if isinstance(field, serializers.ChoiceField):
        field.error_messages["invalid_choice"] = refused_choice(str(name) for name in field.choices)


class StrictFields(serializers.Serializer[Any]):
    """Every faulty field is told at once: the wrong ones, the unknown ones and those that are not for the caller.

    A field that can only be read may be sent back unchanged, since a client changes a row by sending what it got.
    """

    # A body that is accepted, for the document and for its tests.
    example: ClassVar[Mapping[str, Any]] = {}

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            _name_choices(getattr(field, "child", field))
        return fields

    def rules(self, values: Mapping[str, Any], unreadable: Collection[str]) -> Iterable[FieldError]:
        """What the action would say of these values (Python names), so that it is told with the faults of form.

        `unreadable` are the fields whose value is not known; nothing that depends on one of them can be judged.
        """
        return ()

    def to_internal_value(self, data: Any) -> Any:
        wrong: dict[str, Any] = {**self._wrong_types(data), **self._refused(data)} if isinstance(data, Mapping) else {}
        try:
            values = super().to_internal_value(data)
        except ValidationError as error:
            if not isinstance(error.detail, dict) or not isinstance(data, Mapping):
                raise
            wrong = {**error.detail, **wrong}
            values = self._readable(data, wrong)
        beyond = self._beyond(data, wrong)
        names = {field.source: name for name, field in self.fields.items()}
        found: dict[str, Any] = {}
        for fault in self.rules({**values, **beyond}, self._unreadable(values, wrong) - beyond.keys()):
            found.setdefault(names.get(fault.field, fault.field), []).append(ErrorDetail(str(fault.detail), fault.code))
        if wrong or found:
            raise ValidationError({**found, **wrong})
        return values

    def _readable(self, data: Mapping[Any, Any], wrong: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the fields that are right."""
        right = [field for field in self._writable_fields if field.field_name not in wrong]
        return {
            str(field.source): field.run_validation(data[field.field_name])
            for field in right
            if field.field_name in data
        }

    def _beyond(self, data: Any, wrong: Mapping[str, Any]) -> dict[str, Any]:
        """What is too small or too large, but known."""
        fields = [field for field in self._writable_fields if field.field_name in wrong and field.field_name in data]
        return {
            str(field.source): field.to_internal_value(data[field.field_name])
            for field in fields
            if all(getattr(error, "code", None) in BEYOND for error in wrong[str(field.field_name)])
        }

    def _unreadable(self, values: Mapping[str, Any], wrong: Mapping[str, Any]) -> set[str]:
        """Whatever is wrong; in a change of some fields of an unknown row also whatever is not there."""
        return {
            str(field.source)
            for field in self._writable_fields
            if field.field_name in wrong or (self.partial and self.instance is None and field.source not in values)
        }

    def _wrong_types(self, data: Mapping[Any, Any]) -> dict[str, Any]:
        named = {str(field.field_name): field for field in self._writable_fields}
        found = {name: wrong_type(field, data[name]) for name, field in named.items() if name in data}
        return {name: wrong for name, wrong in found.items() if wrong}

    def _refused(self, data: Mapping[Any, Any]) -> dict[str, list[ErrorDetail]]:
        writable = [name for name, field in self.fields.items() if not field.read_only]
        unknown = _("This field is not known here. Known are: %(names)s.") % {"names": ", ".join(writable)}
        refused: dict[str, list[ErrorDetail]] = {}
        for name in data:
            field = self.fields.get(name)
            if field is None:
                refused[str(name)] = [ErrorDetail(unknown, code="unknown_field")]
            elif field.read_only and not self._is_unchanged(name, data[name]):
                refused[name] = [ErrorDetail(_("This field can only be read."), code="read_only")]
        return refused

    def _is_unchanged(self, name: str, value: Any) -> bool:
        if self.instance is None or isinstance(self.instance, list):
            return False
        shown = self.to_representation(self.instance).get(name, empty)
        return bool(shown == value or (shown is not empty and shown is not None and str(shown) == str(value)))


class ApiSerializer(StrictFields):
    """A body or answer that is not a model."""


class ApiModelSerializer(StrictFields, serializers.ModelSerializer[Any]):
    """A body or answer with the fields of a model, by their names in Python; the JSON has them in camelCase.

    Limits and sentences are those of the model's fields, and so is what is wrong with the row that would come of a body.
    """

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: DayField,
        columns.Line: LineField,
        columns.Prose: ProseField,
    }

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for name, field in fields.items():
            if field.source is None and camel_case(name) != name:
                field.source = name
        return {camel_case(name): field for name, field in fields.items()}

    def build_field(self, field_name: str, *about: Any) -> tuple[type[Any], dict[str, Any]]:
        kind, details = super().build_field(field_name, *about)
        return kind, details if camel_case(field_name) == field_name else {**details, "source": field_name}

    def build_standard_field(self, field_name: str, model_field: Any) -> tuple[type[Any], dict[str, Any]]:
        kind, details = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, columns.Column):
            details["error_messages"] = model_field.sentences
        return kind, details

    def build_property_field(
        self, field_name: str, model_class: type[models.Model]
    ) -> tuple[type[Any], dict[str, Any]]:
        """`program_id` is the id of the programme."""
        named = next((field for field in model_class._meta.fields if field.attname == field_name), None)
        if not isinstance(named, models.ForeignKey):
            return super().build_property_field(field_name, model_class)
        details: dict[str, Any] = {"read_only": True, "allow_null": named.null}
        return IdField, {**details, **({"help_text": named.help_text} if named.help_text else {})}

    def new_row(self) -> Row:
        """What a body makes, with what is known of it already."""
        row: Row = self.Meta.model()  # type: ignore[misc]
        return row

    def rules(self, values: Mapping[str, Any], unreadable: Collection[str]) -> Iterable[FieldError]:
        row = copy(self.instance) or self.new_row()
        for name, value in values.items():
            setattr(row, name, value)
        asked = {str(field.source) for field in self._writable_fields}
        return beforehand(row, today(), asked=asked, wrong=asked & set(unreadable))


def camel_case(name: str) -> str:
    """`due_date` as programs know it: `dueDate`."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
