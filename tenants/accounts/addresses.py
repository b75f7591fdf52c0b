"""E-mail addresses: the one place that knows when two are the same."""

from __future__ import annotations

from typing import Any

from django.db import models

from tenants.kit import fields


def same(address: str) -> str:
    """The spelling in which an address is kept and compared: people write capitals as they please."""
    return address.strip().lower()


class AddressField(models.EmailField):  # type: ignore[type-arg]
    """An e-mail address. Whatever the capitals, on its way in and in every question, it is one and the same."""

    def formfield(self, **details: Any) -> Any:
        return super().formfield(**{"form_class": fields.EmailField, **details})

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return same(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return same(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value
