"""Every refusal below /api is a problem (RFC 9457): what is wrong, where, and what to do, in the caller's language.

`type` leads to a page about the kind of problem; `code` is stable for programs; `errors` names every faulty field at
once, with a JSON pointer into the body or the name of the parameter.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from tenants.kit.api.explanations import EXPLANATIONS, OF_STATUS
from tenants.kit.api.renderers import JsonRenderer
from tenants.kit.errors import Invalid, InvalidQuery, Problem

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
# A body of a few megabytes can hold a hundred thousand faults; the answer stays small.
FAULTS_TOLD = 50


@dataclass
class ToldProblem:
    """A problem in the words of the API, before it is JSON."""

    status: int
    code: str = ""
    detail: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    members: dict[str, Any] = field(default_factory=dict)  # what else the document says, as RFC 9457 allows

    def document(self, address: str) -> dict[str, Any]:
        general = OF_STATUS.get(self.status, "bad_request" if self.status < 500 else "server_error")
        known = self.code if self.code in EXPLANATIONS else general
        title, explanation = EXPLANATIONS[known]
        document: dict[str, Any] = {
            "type": f"/api/v1/problems/{known.replace('_', '-')}",
            "title": str(title),
            "status": self.status,
            "code": self.code or general,
            "detail": self.detail or str(explanation),
            "instance": escape_uri_path(address),  # RFC 9457 asks for a URI
        }
        if self.errors:
            document["errors"] = self.errors[:FAULTS_TOLD]
            if len(self.errors) > FAULTS_TOLD:
                document["errorCount"] = len(self.errors)
        return document | self.members


def told_of(error: BaseException) -> ToldProblem:
    """What an exception says to the caller. Whatever is not foreseen says nothing about our insides."""
    for kind, tell in _TELLERS:
        if isinstance(error, kind):
            return tell(error)
    return ToldProblem(500)


def _of_problem(error: Problem) -> ToldProblem:
    headers, members = dict(getattr(error, "headers", {})), dict(getattr(error, "members", {}))
    told = ToldProblem(error.status, error.code, str(error.detail), headers=headers, members=members)
    if isinstance(error, Invalid) and error.errors:
        where = "parameter" if isinstance(error, InvalidQuery) else "pointer"
        for fault in error.errors:
            place = fault.field if where == "parameter" else _pointer(fault.field.replace(".", "/").split("/"))
            told.errors.append({where: place, "code": fault.code, "detail": str(fault.detail)})
        if where == "pointer":
            told.detail = _sentences(told.errors)
    return told


def _of_drf(error: exceptions.APIException) -> ToldProblem:
    """DRF's own sentences are English and sometimes empty: ours are used, except where we wrote them ourselves."""
    headers = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = getattr(error, "auth_header", 'Api-Key realm="api"')
    if (wait := getattr(error, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait) + 1)
    ours = isinstance(error, exceptions.ParseError | exceptions.AuthenticationFailed)
    code = "malformed" if isinstance(error, exceptions.ParseError) else ""
    detail = str(error.detail) if ours and error.detail != error.default_detail else ""
    return ToldProblem(error.status_code, code, detail, headers=headers)


def _of_fields(error: exceptions.ValidationError) -> ToldProblem:
    found = list(_faults(error.get_full_details(), []))
    errors = [{"pointer": _pointer(path), "code": code, "detail": text} for path, code, text in found]
    return ToldProblem(400, "invalid", _sentences(errors), errors=errors)


def _faults(details: Any, path: list[str]) -> list[tuple[list[str], str, str]]:
    """Flatten DRF's nested details; what is said about the whole object points at the object."""
    if isinstance(details, Mapping):
        if set(details) == {"message", "code"} and not isinstance(details["message"], Mapping | list):
            return [(path, str(details["code"]), str(details["message"]))]
        steps: Sequence[tuple[str, Any]] = [(str(name), part) for name, part in details.items()]
    elif details and isinstance(details[0], Mapping) and set(details[0]) != {"message", "code"}:
        steps = [(str(number), part) for number, part in enumerate(details)]
    else:
        return [fault for part in details for fault in _faults(part, path)]
    found = []
    for name, part in steps:
        found += _faults(part, path if name == "non_field_errors" else [*path, name])
    return found


def _pointer(path: Sequence[str]) -> str:
    """A JSON pointer (RFC 6901); the empty one is the whole body."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path if step)


def _sentences(errors: list[dict[str, str]]) -> str:
    told = [f"{error['pointer'].lstrip('/')}: {error['detail']}".removeprefix(": ") for error in errors]
    return " ".join(told)[:2000]


def _too_large_for_the_database(_error: BaseException) -> ToldProblem:
    return ToldProblem(
        400, "invalid", _("A value in this request does not fit in the database: too large, or too long.")
    )


def _meets_another(_error: BaseException) -> ToldProblem:
    return ToldProblem(
        409, "conflict", _("This meets something that exists already or has just changed. Read it again.")
    )


# In this order: RequestDataTooBig is a SuspiciousOperation too.
_TELLERS: Sequence[tuple[type[BaseException], Callable[[Any], ToldProblem]]] = (
    (Problem, _of_problem),
    (exceptions.ValidationError, _of_fields),
    (exceptions.APIException, _of_drf),
    (Http404, lambda error: ToldProblem(404)),
    (PermissionDenied, lambda error: ToldProblem(403)),
    (RequestDataTooBig, lambda error: ToldProblem(413)),
    (SuspiciousOperation, lambda error: ToldProblem(400)),
    (DataError, _too_large_for_the_database),
    (IntegrityError, _meets_another),
    (OperationalError, lambda error: ToldProblem(503, headers={"Retry-After": "10"})),
)


def handle_exception(error: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler: every exception of a view becomes a problem; the unforeseen are logged as errors."""
    told = told_of(error)
    request = context["request"]
    if told.status >= 500:
        logger.error("API failed: %s %s", request.method, request.path, exc_info=error)
    request.accepted_renderer = JsonRenderer()
    request.accepted_media_type = MEDIA_TYPE
    return Response(
        told.document(request.path), status=told.status, headers=told.headers or None, content_type=MEDIA_TYPE
    )


def problem_response(request: HttpRequest, told: ToldProblem) -> HttpResponse:
    """A problem outside DRF: an unknown address, a refused host, a failure in the middleware."""
    body = JsonRenderer().render(told.document(request.path))
    response = HttpResponse(body, status=told.status, content_type=MEDIA_TYPE)
    for name, value in told.headers.items():
        response[name] = value
    return response
