"""Work that each municipality needs by itself."""

from __future__ import annotations

from celery import current_app, shared_task
from django_tenants.utils import schema_context

from tenants.kit.clock import now, today
from tenants.kit.tasks import PublicTask
from tenants.public.municipalities import schemas
from tenants.public.municipalities.conditions import look_at
from tenants.public.municipalities.models import Municipality


@shared_task(base=PublicTask)
def for_every_municipality(task_name: str) -> int:
    """Start the named task once in each municipality that is open; ordered, so that workers switch schema rarely."""
    names = list(Municipality.objects.filter(is_suspended=False).order_by("code").values_list("schema_name", flat=True))
    for name in names:
        with schema_context(name):
            current_app.send_task(task_name)
    return len(names)


@shared_task(base=PublicTask)
def prepare_spares() -> int:
    """Keep a few schemas ready, so that an operator who creates a municipality waits for a renaming only."""
    return schemas.prepare_spares()


@shared_task(base=PublicTask)
def look_at_municipalities() -> int:
    """How each of them stands, for the operator's list."""
    rows = list(Municipality.objects.order_by("code"))
    for municipality in rows:
        look_at(municipality, moment=now(), on=today())
    return len(rows)
