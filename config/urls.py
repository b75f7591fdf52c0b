"""A municipality's host: the URL lists of all its apps, one after the other."""

from django.urls import URLPattern, URLResolver

from config.api import urlpatterns as api_urlpatterns
from tenants.kit.found import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    *api_urlpatterns,
    *(pattern for module in rooms("urls") for pattern in module.urlpatterns),
]

handler400 = "tenants.kit.broken.not_understood"
handler404 = "tenants.kit.broken.not_found"
handler500 = "tenants.kit.broken.broken"
