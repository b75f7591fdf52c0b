"""What holds for every answer below /api, whoever made it: a view, Django itself, or a middleware that refused."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from tenants.kit.api.problem import MEDIA_TYPE, ToldProblem, problem_response
from tenants.kit.api.renderers import JsonRenderer
from tenants.kit.api.version import API_VERSION

_CSP = "default-src 'none'; frame-ancestors 'none'"
_WORTH_IT = 1000
_SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


class ApiMiddleware:
    """Stands outside every other middleware, so that their refusals get the form of the API too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not (request.path_info == "/api" or request.path_info.startswith("/api/")):
            return self.get_response(request)
        language = translation.get_language_from_request(request)
        translation.activate(language)
        with timezone.override(datetime.UTC):
            # Moments are told in UTC; what day it is remains the municipality's affair (`kit.clock`).
            response = self.get_response(request)
        if response.status_code >= 400 and _is_foreign(response):
            with translation.override(language):
                response = _as_problem(request, response)
        # Nothing below /api keeps a state in a browser, not even the page that shows the document.
        response.cookies.clear()
        _label(response, language)
        _compress(request, response)
        return response


def _is_foreign(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").partition(";")[0] != MEDIA_TYPE


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """The same refusal in the form of the API; headers that say something about the refusal stay."""
    problem = problem_response(request, ToldProblem(response.status_code))
    for name, value in response.headers.items():
        if not name.lower().startswith("content-") and name.lower() != "set-cookie":
            problem.headers[name] = value
    return problem


def _compress(request: HttpRequest, response: HttpResponseBase) -> None:
    """JSON in a quarter of its size, for whoever takes gzip.

    Never for a session: where a browser sends a cookie along, the size of a compressed answer could tell an attacker who
    chooses part of the question what else is in it. A key is not sent by a browser, and what is public is no secret.
    """
    patch_vary_headers(response, ["Accept-Encoding"])
    if not isinstance(response, HttpResponse) or len(response.content) < _WORTH_IT or request.COOKIES:
        return
    taken = re.search(r"\bgzip\b", request.headers.get("Accept-Encoding", ""))
    if not taken or "json" not in response.headers.get("Content-Type", ""):
        return
    response.content = compress_string(response.content)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    # The same version in other bytes.
    if response.headers.get("ETag", "").startswith('"'):
        response.headers["ETag"] = f"W/{response.headers['ETag']}"


def _label(response: HttpResponseBase, language: str) -> None:
    response.headers["API-Version"] = API_VERSION
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Content-Language", language)
    # Swagger UI needs its scripts: that page brings its own policy.
    response.headers["Content-Security-Policy"] = getattr(response, "own_security_policy", _CSP)
    for name, value in _SECURITY.items():
        response.headers[name] = value
    patch_vary_headers(response, ["Accept-Language"])


def refusal_of_server(status: int) -> bytes:
    """A whole answer of HTTP, for what the server refuses before Django sees a request (`config.web.worker`)."""
    with translation.override(settings.LANGUAGE_CODE):
        body = JsonRenderer().render(ToldProblem(status).document("/"))
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    _label(response, settings.LANGUAGE_CODE)
    response.headers["Content-Length"] = str(len(body))
    response.headers["Connection"] = "close"
    return b"HTTP/1.1 %d %s\r\n%s\r\n\r\n%s" % (
        status,
        response.reason_phrase.encode("latin-1"),
        response.serialize_headers(),
        body,
    )
