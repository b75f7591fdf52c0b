"""What the schedule does every night with escalations that nobody answered."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from programs.mandates import actions
from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.tasks import TenantTask


@shared_task(base=TenantTask, bind=True)
def escalate_overdue(self: Any) -> int:
    """Move what was left unanswered one step up, in the municipality of the task."""
    return actions.escalate_overdue(by=System("escalate_overdue"), on=today())
