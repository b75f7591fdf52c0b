"""Which municipality the running request, task or command belongs to."""

from __future__ import annotations

from django_tenants.utils import get_public_schema_name

from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality


def current_municipality() -> Municipality | None:
    """The municipality of this connection; None on the operator's host."""
    if connection.schema_name == get_public_schema_name():
        return None
    tenant = connection.tenant
    if isinstance(tenant, Municipality):
        return tenant
    return Municipality.objects.get(schema_name=connection.schema_name)
