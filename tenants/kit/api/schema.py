"""How the declarations of the views become an OpenAPI 3.1 document. `document.py` adds what holds for all of it."""

from __future__ import annotations

import inspect
import re
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import BaseSerializer

from tenants.kit.api.once import HEADER
from tenants.kit.api.renderers import ProblemRenderer
from tenants.kit.api.views import READING, ApiView, ItemView, ListView, parsers_of
from tenants.kit.errors import Text

_KEY = gettext_lazy(
    "A key of your own choice, new for each request. Sent again within 24 hours with the same body, the request is not"
    " done again and gets the first answer."
)
_VERBS = {"GET": "get", "POST": "create", "PUT": "replace", "PATCH": "change", "DELETE": "remove"}


class ApiSchema(AutoSchema):
    """Reads an operation from an `ApiView`: names, parameters, bodies and who may call."""

    def _api_view(self) -> ApiView | None:
        return self.view if isinstance(self.view, ApiView) else None

    def get_operation_id(self) -> str:
        """`listCommitments`, `createCommitment`, `getCommitment`: the verb and the name of the view."""
        name = type(self.view).__name__
        if isinstance(self.view, ListView) and self.method == "GET":
            return f"list{name}"
        if isinstance(self.view, ListView):
            return f"{_VERBS[self.method]}{_singular(name)}"
        return f"{_VERBS[self.method]}{name.removesuffix('Item')}"

    def get_tags(self) -> list[str]:
        view = self._api_view()
        first, *more = self._tokenize_path() or ["about"]
        return [view.tag] if view is not None and view.tag else [more[0] if more else first]

    def get_override_parameters(self) -> list[Any]:
        view = self._api_view()
        if view is None:
            return []
        found = [_if_match(self.method)] if _changes_what_was_seen(view, self.method) else []
        if self.method == "POST":
            found.append(_header(HEADER, _KEY, schema={"type": "string", "minLength": 1, "maxLength": 255}))
        if self.method in READING:
            found.append(_header("If-None-Match", _("The ETag you have; 304 when it is still the same.")))
            question = view.question()(QueryDict())
            found += [_parameter(name, declared) for name, declared in question.filters.items()]
        return found

    def get_description(self) -> str:  # type: ignore[override]
        """The docstring of what changes something, else the view's, and for a list in which order it comes."""
        makes = {"POST": "create", "PUT": "change", "PATCH": "change", "DELETE": "remove"}.get(self.method, "get")
        told = said(inspect.getdoc(vars(type(self.view)).get(makes)) or super().get_description())
        if isinstance(self.view, ListView) and self.method == "GET":
            told += f"\n\n{self.view.order_told}"
            if "sort" in self.view.filters.base_filters:
                told += " " + _("With `sort` as it says.")
        return told

    def get_summary(self) -> str:
        """The first sentence of the view's docstring."""
        return re.split(r"(?<=[.;])\s", self.get_description(), maxsplit=1)[0].rstrip(".;")

    def map_parsers(self) -> list[Any]:
        return [kind.media_type for kind in parsers_of(self.method)]

    def map_renderers(self, attribute: str) -> list[Any]:
        """A client may accept problems; an answer is never one, so the document names them apart."""
        found: list[Any] = super().map_renderers(attribute)
        return [kind for kind in found if kind != ProblemRenderer.media_type]

    def _map_serializer_field(self, field: Any, direction: str, bypass_extensions: bool = False) -> Any:
        """A field may say of itself what its rule, which stands in the action, will refuse."""
        schema = super()._map_serializer_field(field, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        said_of_itself = getattr(field, "described", None) or {}
        found = {name: value for name, value in {**schema, **said_of_itself}.items() if value is not None}
        return {name: float(value) if isinstance(value, Decimal) else value for name, value in found.items()}

    def get_request_serializer(self) -> Any:
        view = self._api_view()
        if view is not None and view.input_serializer_class is not None:
            return view.input_serializer_class
        return super().get_request_serializer()

    def get_auth(self) -> list[dict[str, list[str]]]:
        view = self._api_view()
        known: list[dict[str, list[str]]] = [{"ApiKey": self._scopes(view)}, {"Session": []}]
        return [{}, *known] if view is None or (view.public and self.method in READING) else known

    def _scopes(self, view: ApiView | None) -> list[str]:
        """What a key must have been issued for."""
        scope = None if view is None else view.scope if self.method in READING else view.write_scope
        return [str(scope)] if scope else []

    def _is_list_view(self, serializer: Any = None) -> bool:
        return isinstance(self.view, ListView) and self.method == "GET"

    def _is_create_operation(self) -> bool:
        return isinstance(self.view, ListView) and self.method == "POST"

    def _postprocess_serializer_schema(
        self, schema: dict[str, Any], serializer: BaseSerializer[Any], direction: str
    ) -> dict[str, Any]:
        """Bodies with unknown fields are refused, so the document says so."""
        finished: dict[str, Any] = super()._postprocess_serializer_schema(  # type: ignore[no-untyped-call]
            schema, serializer, direction
        )
        # Generators name classes after a title, and a title is in a language.
        for field in finished.get("properties", {}).values():
            field.pop("title", None)
        if direction == "request" and (example := getattr(serializer, "example", None)):
            finished["examples"] = [dict(example)]
        if direction == "request" and finished.get("type") == "object":
            finished["additionalProperties"] = False
        return finished


def _singular(name: str) -> str:
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if name.endswith(plural):
            return name.removesuffix(plural) + singular
    return name


def _parameter(name: str, declared: Any) -> OpenApiParameter:
    """A parameter of the query string from a filter of `tenants.kit.filters`."""
    return OpenApiParameter(
        name,
        declared.schema(),
        OpenApiParameter.QUERY,
        description=str(declared.field.help_text),
        explode=declared.takes_many or None,
    )


def _header(name: str, description: Text, *, schema: Any = str, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, description=str(description), required=required)


def _changes_what_was_seen(view: Any, method: str) -> bool:
    if method in READING:
        return False
    return isinstance(view, ItemView) or getattr(view, "parent_item", None) is not None


def _if_match(method: str) -> OpenApiParameter:
    return _header("If-Match", _("The ETag of the version you saw; 412 when it has changed."), required=method == "PUT")


def said(text: str) -> str:
    """A docstring in the language of the document; its lines are broken for the reader of the code only."""
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return gettext("\n\n".join(paragraphs)) if text.strip() else ""
