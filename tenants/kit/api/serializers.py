"""The form of JSON: serializers that refuse what they do not know, instead of quietly dropping it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.fields import empty


class StrictFields(serializers.Serializer[Any]):
    """Every faulty field is told at once: the wrong ones, the unknown ones and those that are not for the caller.

    A field that can only be read may be sent back unchanged, since a client changes a row by sending what it got.
    """

    def to_internal_value(self, data: Any) -> Any:
        refused = self._refused(data) if isinstance(data, Mapping) else {}
        try:
            checked = super().to_internal_value(data)
        except ValidationError as error:
            if refused and isinstance(error.detail, dict):
                raise ValidationError({**error.detail, **refused}) from None
            raise
        if refused:
            raise ValidationError(refused)
        return checked

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
    """A body or answer with the fields of a model; names in camelCase by `source=`."""
