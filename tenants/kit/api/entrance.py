"""The first addresses of the API: what there is, and what each kind of problem means."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver, get_urlconf
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.kit.api.explanations import EXPLANATIONS, OF_STATUS
from tenants.kit.api.renderers import JsonRenderer, ProblemRenderer
from tenants.kit.api.version import API_ROOT, API_VERSION
from tenants.kit.api.views import ApiView


class ApiRoot(ApiView):
    """Where the API starts: its version, its documentation and the addresses of its lists."""

    scope = None
    public = True
    # Not in the document: below the server /api/v1 its path would be "/", the variant with a slash, which is a 404.
    schema = None

    def get(self, request: Request) -> Response:
        return self.answer(
            {
                "apiVersion": API_VERSION,
                "documentation": f"{API_ROOT}/docs",
                "openapi": f"{API_ROOT}/openapi.json",
                "resources": {name: f"{API_ROOT}/{name}" for name in _lists()},
            }
        )


def _lists() -> list[str]:
    """Addresses without parameters, in the order of the alphabet."""
    found = (route.removeprefix(API_ROOT[1:] + "/") for route in _routes(get_resolver(get_urlconf()), ""))
    return sorted({route for route in found if "<" not in route and route not in ("docs", "openapi.json")})


def _routes(resolver: URLResolver, before: str) -> list[str]:
    routes: list[str] = []
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver) and API_ROOT[1:].startswith(route[: len(API_ROOT) - 1]):
            routes += _routes(entry, route)
        elif isinstance(entry, URLPattern) and route.startswith(API_ROOT[1:] + "/"):
            routes.append(route)
    return routes


class ProblemPage(ApiView):
    """What a kind of problem means and what to do about it; the `type` of every problem leads here."""

    scope = None
    public = True
    tag = "about"
    renderer_classes = (JsonRenderer, TemplateHTMLRenderer, ProblemRenderer)
    template_name = "kit/api/problem.html"

    @extend_schema(
        responses=inline_serializer(
            "ProblemExplanation",
            {
                "code": serializers.CharField(),
                "title": serializers.CharField(),
                "explanation": serializers.CharField(),
                "statuses": serializers.ListField(child=serializers.IntegerField()),
            },
        )
    )
    def get(self, request: Request, code: str) -> Response:
        name = code.replace("-", "_")
        if name not in EXPLANATIONS:
            raise Http404
        title, explanation = EXPLANATIONS[name]
        told: dict[str, Any] = {
            "code": name,
            "title": str(title),
            "explanation": str(explanation),
            "statuses": [status for status, general in OF_STATUS.items() if general == name],
        }
        return self.answer(told)
