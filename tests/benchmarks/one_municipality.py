"""Stands in for the middleware that looks up the municipality, for the comparison without tenancy."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality


class OneMunicipality:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.municipality: Municipality | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.municipality = self.municipality or Municipality.objects.get(code="GM0505")
        request.municipality = request.tenant = self.municipality  # type: ignore[attr-defined]
        connection.schema_name = self.municipality.schema_name
        connection.tenant = self.municipality
        return self.get_response(request)
