"""The operator's host."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.urls import pages_of

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("django.conf.urls.i18n")),
    *pages_of(settings.INSTALLED_APPS, "urls_public"),
]
