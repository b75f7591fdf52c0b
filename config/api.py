"""The API: the ground's own addresses and, after them, the URL lists of all apps, in the order of the houses."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from tenants.kit.api.document import OpenApiDocument, docs_page
from tenants.kit.api.entrance import Entrance, ProblemPage


def api_lists() -> list[URLPattern | URLResolver]:
    """The `urlpatterns` of every `<app>/api/urls.py`."""
    found: list[URLPattern | URLResolver] = []
    for app in settings.INSTALLED_APPS:
        # The package first: find_spec of a module below a missing package raises.
        if app.split(".")[0] in settings.HOUSES and find_spec(f"{app}.api") and find_spec(f"{app}.api.urls"):
            found += import_module(f"{app}.api.urls").urlpatterns
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1", Entrance.as_view(), name="api-entrance"),
    path(
        "api/v1/",
        include(
            [
                path("openapi.json", OpenApiDocument.as_view(), name="api-document"),
                path("docs", docs_page, name="api-docs"),
                path("problems/<slug:code>", ProblemPage.as_view(), name="api-problem"),
                *api_lists(),
            ]
        ),
    ),
]
