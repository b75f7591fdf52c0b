"""A municipality's host: the URL lists of all its apps, one after the other."""

from django.urls import URLPattern, URLResolver, include, path

from config.api import urlpatterns as api_urlpatterns
from tenants.kit.found import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("django.conf.urls.i18n")),
    *api_urlpatterns,
    *(pattern for module in rooms("urls") for pattern in module.urlpatterns),
]

handler500 = "tenants.kit.broken.broken"
