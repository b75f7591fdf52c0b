"""A municipality's host: the URL lists of all its apps, one after the other."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.api import urlpatterns as api_urlpatterns


def pages_of(apps: list[str], module: str) -> list[URLPattern | URLResolver]:
    """The `urlpatterns` of every app of ours that has this module, in the order of the houses."""
    found: list[URLPattern | URLResolver] = []
    for app in apps:
        if app.split(".")[0] in settings.HOUSES and find_spec(f"{app}.{module}"):
            found += import_module(f"{app}.{module}").urlpatterns
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("django.conf.urls.i18n")),
    *api_urlpatterns,
    *pages_of(settings.INSTALLED_APPS, "urls"),
]
