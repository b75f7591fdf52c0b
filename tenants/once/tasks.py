"""What the clock does for claims."""

from __future__ import annotations

from celery import shared_task

from tenants.kit.tasks import PublicTask, TenantTask
from tenants.once.actions import forget_old


@shared_task(base=TenantTask)
def forget_answers() -> int:
    return forget_old()


@shared_task(base=PublicTask)
def forget_operators_answers() -> int:
    return forget_old()
