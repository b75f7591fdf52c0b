"""The operator's host."""

from django.urls import URLPattern, URLResolver, include, path

from tenants.kit.found import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("django.conf.urls.i18n")),
    *(pattern for module in rooms("urls_public") for pattern in module.urlpatterns),
]

handler500 = "tenants.kit.broken.broken"
