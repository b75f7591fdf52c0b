"""Rules over several fields that the database keeps too, with what people are told and the field at which they are.

A constraint without a sentence is the database's own last word; nobody is told of it beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cache
from operator import eq, ge, gt, le, lt
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models
from django.db.models import F, Q

from tenants.kit.errors import FieldError, Invalid, Text

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"exact": eq, "gt": gt, "gte": ge, "lt": lt, "lte": le}


class Rule(models.CheckConstraint):
    """Rule(Q(due_date__gte=F("start_date")), name="…", at="due_date", code="too_early", told=_("…"))

    Asked of a row in Python, without a query.
    """

    condition: Q

    def __init__(self, condition: Q, *, name: str, at: str, code: str, told: Text) -> None:
        super().__init__(condition=condition, name=name)
        self.at, self.code, self.told = at, code, told

    def clone(self) -> Rule:
        return Rule(self.condition, name=self.name, at=self.at, code=self.code, told=self.told)

    def deconstruct(self) -> Any:
        """As migrations know it: the words are no part of the schema."""
        return "django.db.models.CheckConstraint", (), {"condition": self.condition, "name": self.name}

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Collection[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if set(_names_in(self.condition)).isdisjoint(exclude or ()) and _holds(self.condition, instance) is False:
            raise _told(self)


class Once(models.UniqueConstraint):
    """Once(Same("name"), name="…", at="name", told=_("There is already …"))"""

    def __init__(self, *expressions: Any, at: str, told: Text, code: str = "taken", **details: Any) -> None:
        super().__init__(*expressions, **details)
        self.at, self.code, self.told = at, code, told

    def clone(self) -> Once:
        _path, expressions, details = self.deconstruct()
        return Once(*expressions, at=self.at, told=self.told, code=self.code, **details)

    def deconstruct(self) -> Any:
        _path, expressions, details = super().deconstruct()
        return "django.db.models.UniqueConstraint", expressions, details

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if self.at in (exclude or ()):
            return
        try:
            super().validate(model, instance, exclude=exclude, using=using)
        except ValidationError as error:
            raise _told(self) from error


Told = Rule | Once


def _told(constraint: Told) -> ValidationError:
    return ValidationError({constraint.at: ValidationError(str(constraint.told), code=constraint.code)})


@contextmanager
def refused_in_words() -> Iterator[None]:
    """What the database refused because of a constraint that has a sentence, is refused with that."""
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        told = _with_words().get(getattr(diagnosis, "constraint_name", None) or "")
        if told is None:
            raise
        raise Invalid([FieldError(told.at, told.code, told.told)]) from error


@cache
def _with_words() -> dict[str, Told]:
    every = (constraint for model in apps.get_models() for constraint in model._meta.constraints)
    return {constraint.name: constraint for constraint in every if isinstance(constraint, Told)}


# ── A condition, asked of a row ──────────────────────────────────────────────


def _names_in(condition: Q) -> Iterator[str]:
    for part in condition.children:
        if isinstance(part, Q):
            yield from _names_in(part)
        else:
            name, value = _pair(part)
            yield name.partition("__")[0]
            if isinstance(value, F):
                yield _name_of(value)


def _holds(condition: Q, row: models.Model) -> bool | None:
    """As SQL judges it: None when what is not there decides."""
    parts = [_holds(part, row) if isinstance(part, Q) else _compares(row, *_pair(part)) for part in condition.children]
    decisive = condition.connector == Q.OR
    held = decisive if decisive in parts else None if None in parts else not decisive
    return held if held is None else held != condition.negated


def _compares(row: models.Model, lookup: str, wanted: Any) -> bool | None:
    name, _mark, kind = lookup.partition("__")
    value = _value(row, name)
    if kind == "isnull" or wanted is None:
        return (value is None) == (wanted is None or wanted)
    wanted = _value(row, _name_of(wanted)) if isinstance(wanted, F) else wanted
    if value is None or wanted is None:
        return None
    return value in wanted if kind == "in" else _COMPARE[kind or "exact"](value, wanted)


def _pair(part: Any) -> tuple[str, Any]:
    lookup, wanted = part
    return lookup, wanted


def _name_of(column: Any) -> str:
    name: str = column.name
    return name


def _value(row: models.Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    return getattr(row, field.attname)
