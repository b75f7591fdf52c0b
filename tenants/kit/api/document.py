"""The OpenAPI document: what every operation has in common, the document itself and its reading page."""

from __future__ import annotations

import copy
import functools
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.kit.api.explanations import EXPLANATIONS, OF_STATUS
from tenants.kit.api.problem import FAULTS_TOLD
from tenants.kit.api.renderers import GeoJsonRenderer
from tenants.kit.api.schema import said
from tenants.kit.api.version import API_ROOT, API_VERSION
from tenants.kit.api.views import ApiView
from tenants.once.answers import REPLAYED
from tenants.policy.current import current_policy

_DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_TEXT = {"type": "string"}
_ANSWERS = {
    "200": "What was asked for.",
    "201": "What was made.",
    "204": "It is gone.",
    "304": "You already have this version.",
}
# In every answer to a request that is counted.
_LIMITS = {
    "RateLimit": "How many requests of this kind are left (r), and in how many seconds there are new ones (t).",
    "RateLimit-Policy": "How many requests of this kind (q) may be sent in so many seconds (w).",
}
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
        "errorCount": {
            "type": "integer",
            "minimum": 51,
            "description": "How many faults there are, if more than told.",
        },
        "next": {"type": "string", "format": "uri", "description": "Where to go on, with cursor_gone."},
        "errors": {
            "type": "array",
            "description": "Every faulty field or query parameter, all at once; the first 50 of more.",
            "maxItems": FAULTS_TOLD,
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
    """Post-processing hook: problems, headers, credentials and the address hold for every operation."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = copy.deepcopy(PROBLEM_SCHEMA)
    components["headers"] = _headers()
    components["securitySchemes"] = _credentials()
    result["paths"] = {_public_path(path): operations for path, operations in result["paths"].items()}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            _finish_operation(path, method, operation)
            _describe_features(components["schemas"], operation["responses"].get("200", {}))
    refusals = {status for path, operations in result["paths"].items() for status in _all_refusals(path, operations)}
    components["responses"] = {_name_of(status): _problem(status) for status in sorted(refusals)}
    _drop_marks(result)
    _translate(result)
    result["servers"] = [{"url": API_ROOT}]
    result["info"]["version"] = API_VERSION
    return result


def _headers() -> dict[str, Any]:
    return {
        "ApiVersion": {"description": "The full version of the API.", "required": True, "schema": _TEXT},
        "ETag": {"description": "The version of this answer.", "schema": _TEXT},
        REPLAYED.replace("-", ""): {
            "description": "Says true when this is the answer to the same request from before.",
            "schema": {"type": "string", "enum": ["true"]},
        },
        **{name.replace("-", ""): {"description": described, "schema": _TEXT} for name, described in _LIMITS.items()},
        "ContentCrs": {"description": "In which coordinates the answer is (CRS84).", "schema": _TEXT},
        "Link": {"description": "The pages beside this one (RFC 8288).", "schema": _TEXT},
        "Location": {
            "description": "Where the new resource is.",
            "schema": {"type": "string", "format": "uri-reference"},
        },
    }


def _credentials() -> dict[str, Any]:
    return {
        "ApiKey": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Api-Key <prefix>.<secret>`, as the municipality gave it to your organisation.",
        },
        "Session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A signed-in user of the municipality, for the try-out page only.",
        },
    }


def _public_path(path: str) -> str:
    """`/programs/{program_id}` as its readers know it: `/programs/{programId}`."""
    return re.sub(r"_([a-z])(?=[^{}]*})", lambda found: found[1].upper(), path)


def _drop_marks(part: Any) -> None:
    """Choices stay where they are used: as components they would get numbered names when two apps have a `kind`."""
    if isinstance(part, dict):
        part.pop("x-spec-enum-id", None)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _drop_marks(inner)


def _translate(part: Any) -> None:
    """Every description in the language of the moment, so that the document is in one language from end to end.

    Texts of fields and choices are translated already, and what is translated stays as it is.
    """
    if isinstance(part, list):
        for inner in part:
            _translate(inner)
    if not isinstance(part, dict):
        return
    for name, inner in part.items():
        if name == "description" and isinstance(inner, str):
            # After the text the choices follow, each with what it is called.
            text, mark, choices = inner.partition("* `")
            part[name] = "\n\n".join(piece for piece in (said(text), mark + choices) if piece)
        elif name not in ("examples", "example", "enum", "default"):
            _translate(inner)


def _finish_operation(path: str, method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            parameter["name"] = _public_path("{" + parameter["name"] + "}")[1:-1]
    if method == "get":
        responses.setdefault("304", {})
    for code, response in responses.items():
        response["description"] = _ANSWERS[code]
        headers = response.setdefault("headers", {})
        headers["API-Version"] = {"$ref": "#/components/headers/ApiVersion"}
        headers |= _limits()
        if code in ("200", "201", "304"):
            headers["ETag"] = {"$ref": "#/components/headers/ETag"}
        if code == "200" and operation["operationId"].startswith("list"):
            headers["Link"] = {"$ref": "#/components/headers/Link"}
        if code == "201":
            headers["Location"] = {"$ref": "#/components/headers/Location"}
        if method == "post":
            headers[REPLAYED] = {"$ref": f"#/components/headers/{REPLAYED.replace('-', '')}"}
    for status in _refusals(path, method, operation):
        responses.setdefault(str(status), {"$ref": f"#/components/responses/{_name_of(status)}"})


def _describe_features(schemas: dict[str, Any], response: dict[str, Any]) -> None:
    """The same rows as GeoJSON (RFC 7946): what the generator knows is their JSON."""
    content = response.get("content", {})
    if GeoJsonRenderer.media_type not in content:
        return
    row = content["application/json"]["schema"]["$ref"]
    page = schemas[row.rpartition("/")[2]]["properties"].get("results")
    row = page["items"]["$ref"] if page else row
    name = row.rpartition("/")[2]
    schemas[f"{name}Feature"] = {
        "type": "object",
        "required": ["type", "id", "properties", "geometry"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": _TEXT,
            "properties": {"$ref": row},
            "geometry": {
                "type": ["object", "null"],
                "required": ["type", "coordinates"],
                "properties": {"type": _TEXT, "coordinates": {"type": "array", "items": {}}},
                "description": "In longitude and latitude (CRS84); null when there is none.",
            },
        },
    }
    feature = {"$ref": f"#/components/schemas/{name}Feature"}
    response["headers"]["Content-Crs"] = {"$ref": "#/components/headers/ContentCrs"}
    if page is None:
        content[GeoJsonRenderer.media_type]["schema"] = feature
        return
    whole, address = {"type": "integer", "minimum": 0}, {"type": ["string", "null"], "format": "uri"}
    schemas[f"{name}Collection"] = {
        "type": "object",
        "required": ["type", "numberMatched", "numberReturned", "next", "previous", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "numberMatched": {**whole, "description": "How many there are on all pages together."},
            "numberReturned": whole,
            "next": address,
            "previous": address,
            "features": {"type": "array", "items": feature},
        },
    }
    content[GeoJsonRenderer.media_type]["schema"] = {"$ref": f"#/components/schemas/{name}Collection"}


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


def _limits() -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name.replace('-', '')}"} for name in _LIMITS}


def _all_refusals(path: str, operations: dict[str, Any]) -> set[int]:
    return {status for method, operation in operations.items() for status in _refusals(path, method, operation)}


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
    if status == 429:
        response["headers"] |= _limits()
    if status == 401:
        response["headers"]["WWW-Authenticate"] = {"schema": _TEXT}
    return response


@functools.lru_cache(maxsize=4)
def _document_in(language: str) -> dict[str, Any]:
    """Made once per process and language: it depends on the code alone, never on a municipality."""
    generator = SchemaGenerator(urlconf=settings.ROOT_URLCONF)  # type: ignore[no-untyped-call]
    with translation.override(language):
        document: dict[str, Any] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return document


def document(language: str = "", contact: dict[str, str] | None = None) -> dict[str, Any]:
    """The OpenAPI document; `contact` is the municipality that answers questions about it."""
    made = copy.copy(_document_in(language or get_language() or settings.LANGUAGE_CODE))
    made["info"] = {**made["info"], **({"contact": contact} if contact else {})}
    return made


class OpenApiDocument(ApiView):
    """The document, for everyone and from everywhere."""

    scope = None
    schema = None
    public = True
    open_data_seconds = 300
    authentication_classes = ()

    def get(self, request: Request) -> Response:
        return self.answer(document(contact=_contact_of(request)))


def _contact_of(request: Request) -> dict[str, str]:
    """Who answers questions: the municipality on whose host this is asked. The design rules want all three."""
    municipality, policy = request._request.municipality, current_policy()  # type: ignore[attr-defined]
    return {
        "name": policy.contact_name or municipality.name,
        "url": request.build_absolute_uri("/"),
        "email": policy.contact_email or settings.DEFAULT_FROM_EMAIL,
    }


def docs_page(request: HttpRequest) -> HttpResponse:
    """Swagger UI from the package's own files, under a policy without inline scripts."""
    response = render(request, "kit/api/docs.html", {"title": _("API documentation")})
    response.own_security_policy = _DOCS_POLICY  # type: ignore[attr-defined]
    return response
