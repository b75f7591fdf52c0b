"""The operator's host."""

from django.urls import URLPattern, URLResolver

from tenants.kit.found import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    *(pattern for module in rooms("urls_public") for pattern in module.urlpatterns),
]

handler500 = "tenants.kit.broken.broken"
