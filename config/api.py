"""The API: the ground's own addresses and, after them, the URL lists of all apps, in the order of the houses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tenants.kit.api.document import OpenApiDocument, docs_page
from tenants.kit.api.entrance import ApiRoot, ProblemPage
from tenants.kit.found import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1", ApiRoot.as_view(), name="api-entrance"),
    path(
        "api/v1/",
        include(
            [
                path("openapi.json", OpenApiDocument.as_view(), name="api-document"),
                path("docs", docs_page, name="api-docs"),
                path("problems/<slug:code>", ProblemPage.as_view(), name="api-problem"),
                *(pattern for module in rooms("api.urls") for pattern in module.urlpatterns),
            ]
        ),
    ),
]
