"""The clock's round past all jobs."""

from __future__ import annotations

from celery import shared_task
from django_tenants.utils import schema_context

from tenants.jobs import actions
from tenants.kit.clock import now
from tenants.kit.tasks import PublicTask
from tenants.public.municipalities.models import Municipality


@shared_task(base=PublicTask)
def look_after_jobs() -> None:
    """The operator's jobs and those of each municipality, one after the other: a task for each would crowd the queue."""
    for schema in ["public", *Municipality.objects.order_by("code").values_list("schema_name", flat=True)]:
        with schema_context(schema):
            actions.look_after_jobs(now())
