"""What the schedule does with sessions that have run out."""

from __future__ import annotations

from celery import shared_task

from tenants.accounts.sessions import SessionStore
from tenants.kit.tasks import EitherTask


@shared_task(base=EitherTask)
def forget_sessions() -> None:
    """Those that have run out, of people and of visitors, on the host where the task was started."""
    SessionStore.clear_expired()
