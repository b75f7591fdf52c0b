"""The operator's host."""

from django.urls import URLPattern, URLResolver

from tenants.kit.found import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    *(pattern for module in rooms("urls_public") for pattern in module.urlpatterns),
]

handler400 = "tenants.kit.broken.not_understood"
handler404 = "tenants.kit.broken.not_found"
handler500 = "tenants.kit.broken.broken"
