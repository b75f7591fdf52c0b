"""The OpenAPI document: what every operation has in common, the document itself and its reading page."""

from __future__ import annotations

import copy
import functools
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.kit.api.explanations import EXPLANATIONS, OF_STATUS
from tenants.kit.api.renderers import JsonRenderer
from tenants.kit.api.version import API_ROOT, API_VERSION
from tenants.once.answers import REPLAYED

_DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_TEXT = {"type": "string"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What is wrong, where, and what to do (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "A page about this kind of problem."},
        "title": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "For people, in Dutch or English by Accept-Language."},
        "instance": {"type": "string", "format": "uri-reference"},
        "next": {"type": "string", "format": "uri", "description": "Where to go on, with cursor_gone."},
        "errors": {
            "type": "array",
            "description": "Every faulty field or query parameter, all at once.",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the body."},
                    "parameter": {"type": "string", "description": "Name of the query parameter."},
                    "code": _TEXT,
                    "detail": _TEXT,
                },
            },
        },
    },
}


def finish_document(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Post-processing hook: problems, headers and the address hold for every operation."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    components["headers"] = {
        "ApiVersion": {"description": "The full version of the API.", "required": True, "schema": _TEXT},
        "ETag": {"description": "The version of this answer.", "schema": _TEXT},
        REPLAYED.replace("-", ""): {
            "description": "Says true when this is the answer to the same request from before.",
            "schema": {"type": "string", "enum": ["true"]},
        },
        "Location": {
            "description": "Where the new resource is.",
            "schema": {"type": "string", "format": "uri-reference"},
        },
    }
    components["responses"] = {_name_of(status): _problem(status) for status in OF_STATUS}
    result["paths"] = {_public_path(path): operations for path, operations in result["paths"].items()}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _finish_operation(path, method, operation)
    _drop_marks(result)
    result["servers"] = [{"url": API_ROOT}]
    result["info"]["version"] = API_VERSION
    return result


def _public_path(path: str) -> str:
    """`/programs/{program_id}` as its readers know it: `/programs/{programId}`."""
    return re.sub(r"_([a-z])(?=[^{}]*})", lambda found: found[1].upper(), path)


def _drop_marks(part: Any) -> None:
    """Choices stay where they are used: as components they would get numbered names when two apps have a `kind`."""
    if isinstance(part, dict):
        part.pop("x-spec-enum-id", None)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _drop_marks(inner)


def _finish_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            parameter["name"] = _public_path("{" + parameter["name"] + "}")[1:-1]
    if method == "get":
        responses.setdefault("304", {"description": "You already have this version."})
    for code, response in responses.items():
        headers = response.setdefault("headers", {})
        headers["API-Version"] = {"$ref": "#/components/headers/ApiVersion"}
        if code in ("200", "201", "304"):
            headers["ETag"] = {"$ref": "#/components/headers/ETag"}
        if code == "201":
            headers["Location"] = {"$ref": "#/components/headers/Location"}
        if method == "post":
            headers[REPLAYED] = {"$ref": f"#/components/headers/{REPLAYED.replace('-', '')}"}
    for status in _refusals(path, method, operation):
        responses.setdefault(str(status), {"$ref": f"#/components/responses/{_name_of(status)}"})


def _refusals(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    found = [400, 401, 403, 406, 429, 500, 503]
    named = {parameter["name"] for parameter in operation.get("parameters", [])}
    if "{" in path:
        found.append(404)
    if method != "get":
        found += [409, 413, 415]
    if "after" in named:
        found.append(410)
    if "If-Match" in named:
        found.append(412)
    if method == "put":
        found.append(428)
    return sorted(found)


def _name_of(status: int) -> str:
    return OF_STATUS[status].title().replace("_", "")


def _problem(status: int) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": str(EXPLANATIONS[OF_STATUS[status]][0]),
        "headers": {"API-Version": {"$ref": "#/components/headers/ApiVersion"}},
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in (429, 503):
        response["headers"]["Retry-After"] = {"schema": {"type": "integer"}}
    if status == 401:
        response["headers"]["WWW-Authenticate"] = {"schema": _TEXT}
    return response


@functools.lru_cache(maxsize=4)
def _document_in(language: str) -> dict[str, Any]:
    """Made once per process and language: it depends on the code alone, never on a municipality."""
    generator = SchemaGenerator(urlconf=settings.ROOT_URLCONF)  # type: ignore[no-untyped-call]
    document: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return document


def document(language: str = "", contact: dict[str, str] | None = None) -> dict[str, Any]:
    """The OpenAPI document; `contact` is the municipality that answers questions about it."""
    made = copy.copy(_document_in(language or get_language() or settings.LANGUAGE_CODE))
    made["info"] = {**made["info"], **({"contact": contact} if contact else {})}
    return made


class OpenApiDocument(APIView):
    """The document, for everyone and from everywhere."""

    schema = None
    authentication_classes = ()
    renderer_classes = (JsonRenderer,)

    def get(self, request: Request) -> Response:
        response = Response(document(contact=_contact_of(request)))
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "public, max-age=300"
        return response


def _contact_of(request: Request) -> dict[str, str]:
    """Who answers questions: the contact that the municipality on whose host this is asked has named."""
    municipality: Any = getattr(request._request, "municipality", None)
    if municipality is None:
        return {"name": "Raderwerk", "url": request.build_absolute_uri("/")}
    policy = municipality.policy
    contact = {"name": policy.contact_name or municipality.name, "url": request.build_absolute_uri("/")}
    if policy.contact_email:
        contact["email"] = policy.contact_email
    return contact


def docs_page(request: HttpRequest) -> HttpResponse:
    """Swagger UI from the package's own files, under a policy without inline scripts."""
    response = render(request, "kit/api/docs.html", {"title": _("API documentation")})
    response.own_security_policy = _DOCS_POLICY  # type: ignore[attr-defined]
    return response
