"""Starting, following and ending long work.

Progress must be visible while the work itself is in a transaction, so it is written over a connection of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from celery import Task
from django.db import transaction
from django.utils.translation import gettext as _

from tenants.jobs.choices import JobStatus
from tenants.jobs.models import Job
from tenants.kit.caller import Caller
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.kit.errors import Conflict

_OPEN = [JobStatus.WAITING, JobStatus.RUNNING]
_side = threading.local()


class JobCancelled(Exception):
    """Raised inside the work when somebody asked to stop it."""


def start_job(kind: str, task: Task[Any, Any], *, by: Caller, title: str = "", **kwargs: Any) -> Job:
    """Write down the job and hand it to a worker once that is stored. The task gets the job's id first."""
    job = Job.objects.create(kind=kind, title=title, started_by=by.label())
    transaction.on_commit(lambda: task.delay(str(job.pk), **kwargs))
    return job


def begin(job_id: UUID | str, total: int = 0) -> None:
    """The worker has taken it up. A job that was cancelled while it waited does not start."""
    moment = now()
    taken = Job.objects.filter(pk=job_id, status__in=_OPEN, cancel_asked=False).update(
        status=JobStatus.RUNNING, total=total, started_at=moment, heartbeat_at=moment
    )
    if not taken:
        _end(job_id, JobStatus.CANCELLED)
        raise JobCancelled


def progress(job_id: UUID | str, done: int, total: int | None = None, message: str = "") -> None:
    """Say how far the work is. Raises JobCancelled when somebody asked to stop it."""
    with _outside_the_work().cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_job SET done = greatest(done, %s), total = coalesce(%s, total),"
            " message = coalesce(nullif(%s, ''), message), heartbeat_at = clock_timestamp()"
            " WHERE id = %s RETURNING cancel_asked",
            [done, total, message, str(job_id)],
        )
        row = cursor.fetchone()
    if row and row[0]:
        raise JobCancelled


def finish(job_id: UUID | str, result: dict[str, Any], errors: Sequence[str] = (), message: str = "") -> None:
    _end(job_id, JobStatus.DONE, result=result, errors=list(errors), message=message)


def fail(job_id: UUID | str, errors: Sequence[str], message: str = "") -> None:
    _end(job_id, JobStatus.FAILED, errors=list(errors), message=message)


def cancelled(job_id: UUID | str) -> None:
    """The work has stopped because somebody asked."""
    _end(job_id, JobStatus.CANCELLED)


def cancel_job(job: Job, *, by: Caller) -> None:
    """Ask the work to stop; one that still waits is cancelled at once."""
    if job.has_ended:
        raise Conflict(_("This work has already ended."))
    Job.objects.filter(pk=job.pk, status__in=_OPEN).update(cancel_asked=True)
    Job.objects.filter(pk=job.pk, status=JobStatus.WAITING).update(status=JobStatus.CANCELLED, ended_at=now())


def _end(job_id: UUID | str, status: JobStatus, **fields: Any) -> None:
    Job.objects.filter(pk=job_id, status__in=_OPEN).update(status=status, ended_at=now(), **fields)
    _close_second_connection()


def _close_second_connection() -> None:
    if hasattr(_side, "connection"):
        _side.connection.close()
        del _side.connection


def _outside_the_work() -> Any:
    """A connection whose writes others see at once: this one, or a second one while this is in a transaction."""
    if not connection.in_atomic_block:
        return connection
    if not hasattr(_side, "connection"):
        _side.connection = connection.copy()
    _side.connection.set_tenant(connection.tenant)
    return _side.connection
