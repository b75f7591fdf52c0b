"""What holds for every answer below /api, whoever made it: a view, Django itself, or a middleware that refused."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from tenants.kit.api.problem import MEDIA_TYPE, Told, problem_response
from tenants.kit.api.version import API_VERSION

_CSP = "default-src 'none'; frame-ancestors 'none'"
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
        _label(response, language)
        return response


def _is_foreign(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").partition(";")[0] != MEDIA_TYPE


def _as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """The same refusal in the form of the API; headers that say something about the refusal stay."""
    problem = problem_response(request, Told(response.status_code))
    for name, value in response.headers.items():
        if not name.lower().startswith("content-") and name.lower() != "set-cookie":
            problem.headers[name] = value
    problem.cookies = response.cookies
    return problem


def _label(response: HttpResponseBase, language: str) -> None:
    response.headers["API-Version"] = API_VERSION
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Content-Language", language)
    # Swagger UI needs its scripts: that page brings its own policy.
    response.headers["Content-Security-Policy"] = getattr(response, "own_security_policy", _CSP)
    for name, value in _SECURITY.items():
        response.headers[name] = value
    patch_vary_headers(response, ["Accept-Language"])
