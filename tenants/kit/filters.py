"""What a list may be asked, said once for page, API, export and saved view: the room `filters.py` of an app.

    class CommitmentFilters(Filters):
        status = ChoicesFilter(choices=Status.choices, help_text=_("Only in this state; may be repeated."))
        dueBefore = DayFilter(method=word("due_before"), help_text=_("Only what is due before this day."))
        sort = SortFilter({"dueDate": "due_date"})

A filter's name is the name of the query parameter, on pages and in the API. What is not declared is refused, and so is a
value that cannot be read: one `InvalidQuery` names every mistake. `help_text` is the parameter's text in the API's
document, `label` is what a page shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES, RegexValidator
from django.db.models import F, Func, OrderBy, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.kit.dutch import NameList
from tenants.kit.errors import FieldError, InvalidQuery, Text, refused_choice

if TYPE_CHECKING:
    from rest_framework.request import Request

# django-filter wants rows from the start; a question can be read before there are any.
_NO_ROWS: Any = SimpleNamespace(model=None)


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class Filters(django_filters.FilterSet):  # type: ignore[misc]
    """The question that a request asks of a list."""

    class Meta:
        form = _Form

    def __init__(self, query: QueryDict, rows: Any = None, *, request: HttpRequest | Request | None = None) -> None:
        super().__init__(query, _NO_ROWS if rows is None else rows, request=request)

    @classmethod
    def on_page(cls, request: HttpRequest, rows: QuerySet[Any]) -> Self:
        """A page's own form sends its empty fields along, and the pager adds `page`."""
        query = request.GET.copy()
        for name in list(query):
            if name == "page" or query.getlist(name) == [""]:
                del query[name]
        return cls(query, rows, request=request)

    def wanted(self) -> dict[str, Any]:
        """What was asked, as values, with the defaults of what was not; raises InvalidQuery."""
        if self._mistakes:
            raise InvalidQuery(self._mistakes)
        asked = {**self._defaults(), **self.form.cleaned_data}
        return {name: value for name, value in asked.items() if value not in EMPTY_VALUES}

    @property
    def qs(self) -> Any:
        """The rows that fit, for a page."""
        return self.filter_queryset(self.queryset)

    @property
    def is_asked(self) -> bool:
        """Was anything asked at all? An empty list then means something else."""
        return bool(self.data)

    def filter_queryset(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for name, value in self.wanted().items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def _defaults(self) -> dict[str, Any]:
        missing = (name for name in self.filters if name not in self.data)
        return {name: self.filters[name].field.initial for name in missing}

    def rules(self, asked: Mapping[str, Any]) -> Iterable[FieldError]:
        """What else is wrong with the question, beyond each parameter by itself; `asked` has those that can be read."""
        return ()

    @cached_property
    def _mistakes(self) -> list[FieldError]:
        found, unreadable = [], self.form.errors.as_data()
        for name in self.data:
            if name not in self.filters:
                found.append(FieldError(name, "unknown_parameter", self._known()))
            elif "" in self.data.getlist(name):
                found.append(FieldError(name, "empty", _("Give this parameter a value, or leave it out.")))
            elif len(self.data.getlist(name)) > 1 and not self.filters[name].takes_many:
                found.append(FieldError(name, "repeated", _("Give this parameter once.")))
            else:
                errors = unreadable.get(name, [])
                found += [FieldError(name, error.code or "invalid", " ".join(error.messages)) for error in errors]
        return [*found, *self.rules(self.form.cleaned_data)]

    def _known(self) -> str:
        if not self.filters:
            return _("This address knows no query parameters.")
        return _("This parameter is not known here. Known are: %(names)s.") % {"names": ", ".join(sorted(self.filters))}


def word(name: str) -> Callable[[Any, str, Any], QuerySet[Any]]:
    """The word of the queryset that a filter stands for: `word("due_before")` calls `rows.due_before(value)`."""

    def narrow(rows: Any, _parameter: str, value: Any) -> QuerySet[Any]:
        narrowed: QuerySet[Any] = getattr(rows, name)(value)
        return narrowed

    return narrow


def option(rows: QuerySet[Any], _parameter: str, _value: Any) -> QuerySet[Any]:
    """For a parameter that the view reads itself, in `wanted`; it narrows nothing."""
    return rows


# ── The kinds of parameter ───────────────────────────────────────────────────


class _Kind(django_filters.Filter):  # type: ignore[misc]
    takes_many = False

    def __init__(self, field_name: str | None = None, *, label: Text = "", **kwargs: Any) -> None:
        super().__init__(field_name, label=label, **kwargs)

    def schema(self) -> dict[str, Any]:
        """The parameter as JSON Schema, for the API's document."""
        field = self.field
        described = {"type": "string", **self._form()}
        for name, said in (("maxLength", "max_length"), ("minimum", "min_value"), ("maximum", "max_value")):
            if (limit := getattr(field, said, None)) is not None:
                described[name] = limit
        if field.initial is not None:
            described["default"] = field.initial
        return {"type": "array", "items": described} if self.takes_many else described

    def _form(self) -> dict[str, Any]:
        """What is particular to this kind; a text when it says nothing."""
        return {}


class TextFilter(_Kind):
    """A text. `pattern` is the regular expression that all of it must fit, `told` the sentence when it does not."""

    field_class = forms.CharField

    def __init__(self, *, pattern: str = "", told: Any = "", **kwargs: Any) -> None:
        self.pattern = f"^{pattern}$" if pattern else ""
        if pattern:
            kwargs["validators"] = [RegexValidator(rf"\A{pattern}\Z", told, code="invalid")]
        super().__init__(**kwargs)

    def _form(self) -> dict[str, Any]:
        return {"pattern": self.pattern} if self.pattern else {}


class IdFilter(_Kind):
    field_class = forms.UUIDField

    def _form(self) -> dict[str, Any]:
        return {"format": "uuid"}


class _WholeNumber(forms.IntegerField):
    """Digits, as a number is written in JSON: not 1.0, and not in another script's digits."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        text = str(value).strip()
        if text and not re.fullmatch("-?[0-9]{1,39}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class NumberFilter(_Kind):
    """A whole number; give `min_value` and `max_value`."""

    field_class = _WholeNumber

    def _form(self) -> dict[str, Any]:
        return {"type": "integer"}


class _Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"})
    default_error_messages = {"invalid": gettext_lazy("Write a day as year-month-day, for example 2027-12-31.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": ["%Y-%m-%d"], **kwargs})


class DayFilter(_Kind):
    field_class = _Day

    def _form(self) -> dict[str, Any]:
        return {"format": "date"}


class _Tick(forms.CheckboxInput):
    """Ticked is true; what is not ticked was not asked, which is something else than false."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name)

    def format_value(self, value: Any) -> str:
        return "true"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(check_test=lambda value: value == "true", **kwargs)


class YesNoFilter(_Kind):
    """`true` or `false`."""

    field_class = forms.TypedChoiceField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("true", "true"), ("false", "false")],
            coerce=lambda text: text == "true",
            empty_value=None,
            widget=_Tick,
            error_messages={"invalid_choice": gettext_lazy("Write true or false.")},
            **kwargs,
        )

    def _form(self) -> dict[str, Any]:
        return {"type": "boolean"}


class _OneOrMore(forms.Select):
    """A page lets one be chosen; an address may name several."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name)


class _Choices(forms.MultipleChoiceField):
    widget = _OneOrMore

    @property
    def names(self) -> list[str]:
        choices: Any = self.choices
        return [str(name) for name, _text in choices if name]

    def validate(self, value: list[str]) -> None:
        if not all(self.valid_value(one) for one in value):
            raise ValidationError(refused_choice(self.names), code="invalid_choice")


class ChoicesFilter(_Kind):
    """One or more of `choices`. `everything` is what a page calls no choice at all."""

    field_class = _Choices
    takes_many = True

    def __init__(self, *, choices: Any, everything: Text = "", **kwargs: Any) -> None:
        blank = [("", everything)] if everything else []
        super().__init__(choices=choices if callable(choices) else [*blank, *choices], **kwargs)

    def _form(self) -> dict[str, Any]:
        return {"enum": self.field.names}

    def filter(self, rows: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return rows.filter(**{f"{self.field_name}__in": value}) if value else rows


class RowFilter(django_filters.ModelChoiceFilter, _Kind):  # type: ignore[misc]
    """The id of a row; `queryset` is a function of the request that gives those that may be named.

    `unknown` is the sentence about an id that is not among them.
    """

    def __init__(self, *, unknown: Text, everything: Text = "", **kwargs: Any) -> None:
        super().__init__(
            empty_label=everything or None,
            widget=NameList,
            error_messages={"invalid_choice": unknown},
            **kwargs,
        )

    def _form(self) -> dict[str, Any]:
        return {"format": "uuid"}


class _Each(forms.Field):
    """Every value is read by a field of its own; each one that cannot be read is told."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, each: forms.Field, **kwargs: Any) -> None:
        self.each = each
        super().__init__(**kwargs)

    def clean(self, values: Any) -> list[Any]:
        read, wrong = [], []
        for value in values or []:
            try:
                read.append(self.each.clean(value))
            except ValidationError as error:
                wrong += error.error_list
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(read))


class EachFilter(_Kind):
    """Values that are not choices, such as codes: `EachFilter(TextFilter(max_length=10))`."""

    field_class = _Each
    takes_many = True

    def __init__(self, each: _Kind, **kwargs: Any) -> None:
        self.each = each
        super().__init__(each=each.field, **kwargs)

    def _form(self) -> dict[str, Any]:
        return self.each.schema()

    def filter(self, rows: QuerySet[Any], value: list[Any]) -> QuerySet[Any]:
        return rows.filter(**{f"{self.field_name}__in": value}) if value else rows


class _Order(forms.CharField):
    """`dueDate,-updatedAt`: names from a declared list, with a minus for the other way round."""

    def __init__(self, *, by: Collection[str], **kwargs: Any) -> None:
        self.by = by
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        names = (super().to_python(value) or "").split(",") if value else []
        if any(name.removeprefix("-") not in self.by for name in names):
            raise ValidationError(refused_choice(self.by), code="invalid_choice")
        return names


class SortFilter(_Kind):
    """The order of a list, from public names to columns (`in_dutch(column)` for names); then in the order of the ids."""

    field_class = _Order

    def __init__(self, by: Mapping[str, str | Func]) -> None:
        help_text = gettext_lazy("The order of the list, with a minus for the other way round; may be several.")
        super().__init__(by=by, help_text=help_text, max_length=200)
        self.by = by

    def _form(self) -> dict[str, Any]:
        name = f"-?({'|'.join(self.by)})"
        return {"pattern": f"^{name}(,{name})*$"}

    def filter(self, rows: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        columns = [OrderBy(_column(self.by[name.removeprefix("-")]), name.startswith("-")) for name in value]
        return rows.order_by(*columns, "pk") if columns else rows


def _column(by: str | Func) -> F | Func:
    return F(by) if isinstance(by, str) else by
