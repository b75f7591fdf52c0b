"""Query parameters that a view declares; whatever it did not declare is refused.

filters = {
    "status": Filter(serializers.ChoiceField(choices=Status.choices), by="status__in", many=True),
    "dueBefore": Filter(DayField(), by=lambda rows, day: rows.due_before(day)),
}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.fields import Field
from rest_framework.request import Request

from tenants.kit.errors import FieldError, Invalid, Text


@dataclass(frozen=True)
class Filter:
    """One query parameter: how it is read (a serializer's field) and what it does to the rows.

    `by` is a lookup of the ORM or a function of rows and value; without it the view reads `self.wanted[name]` itself.
    With `many` the parameter may be repeated and the value is a list.
    """

    field: Field[Any, Any, Any, Any]
    by: str | Callable[[Any, Any], Any] | None = None
    many: bool = False
    help: Text = ""
    default: Any = None

    def apply(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if self.by is None:
            return rows
        if isinstance(self.by, str):
            return rows.filter(**{self.by: value})
        narrowed: QuerySet[Any] = self.by(rows, value)
        return narrowed

    def read(self, texts: list[str]) -> Any:
        """The value of the parameter; raises DRF's ValidationError with what is wrong."""
        if self.many:
            return [self.field.run_validation(text) for text in texts]
        if len(texts) > 1:
            raise ValidationError(_("Give this parameter once."), code="repeated")
        return self.field.run_validation(texts[0])


class QueryReader:
    """Reads the query string of one request; every mistake in it is told at once."""

    def __init__(self, known: Mapping[str, Filter]) -> None:
        self.known = dict(known)

    def also(self, more: Mapping[str, Filter]) -> QueryReader:
        return QueryReader({**self.known, **more})

    def read(self, request: Request) -> dict[str, Any]:
        errors: list[FieldError] = []
        wanted = {name: known.default for name, known in self.known.items() if known.default is not None}
        for name in request.query_params:
            if name not in self.known:
                errors.append(FieldError(name, "unknown_parameter", self.names()))
                continue
            try:
                wanted[name] = self.known[name].read(request.query_params.getlist(name))
            except ValidationError as error:
                codes = error.get_codes()
                code = codes[0] if isinstance(codes, list) else "invalid"
                errors.append(FieldError(name, str(code), " ".join(str(text) for text in _texts(error.detail))))
        if errors:
            raise InvalidQuery(errors)
        return wanted

    def names(self) -> str:
        if not self.known:
            return _("This address knows no query parameters.")
        return _("This parameter is not known here. Known are: %(names)s.") % {"names": ", ".join(sorted(self.known))}


class InvalidQuery(Invalid):
    """The question is not well formed; errors point at a parameter, not into a body."""

    default_code = "invalid_query"


def _texts(detail: Any) -> list[Any]:
    if isinstance(detail, Mapping):
        return [text for part in detail.values() for text in _texts(part)]
    return [text for part in detail for text in _texts(part)] if isinstance(detail, list) else [detail]
