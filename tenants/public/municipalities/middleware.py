"""Gives every request its municipality before anything else looks at it."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tenants.kit.database import connection
from tenants.public.municipalities.hosts import is_operator_host, municipality_of


class MunicipalityMiddleware:
    """Host → municipality → search_path and URLs. An unknown host is answered before any session is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.set_schema_to_public()
        try:
            host = request.get_host().rsplit(":", 1)[0].lower().removeprefix("www.").rstrip(".")
        except DisallowedHost:
            return _not_here(_("This address is not one of ours."), 400)
        if is_operator_host(host):
            request.municipality = None  # type: ignore[attr-defined]
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            structlog.contextvars.bind_contextvars(municipality="-")
            return self.get_response(request)
        municipality = municipality_of(host)
        if municipality is None:
            return _not_here(_("No municipality uses this address. Check the spelling of the address."), 404)
        if municipality.is_suspended:
            return _not_here(_("This municipality's site is closed for the moment. Try again later."), 503)
        request.municipality = request.tenant = municipality  # type: ignore[attr-defined]
        connection.set_tenant(municipality)
        structlog.contextvars.bind_contextvars(municipality=municipality.code)
        return self.get_response(request)


def _not_here(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string("municipalities/not_here.html", {"sentence": sentence}), status=status)
