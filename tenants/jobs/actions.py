"""Starting, following and ending long work.

Progress must be visible while the work itself is in a transaction, so it is written over a connection of its own.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from tenants.jobs.choices import JobStatus
from tenants.jobs.kinds import CRASHED, LOST, JobFault, JobKind
from tenants.jobs.models import Job, JobQuerySet
from tenants.jobs.moves import MOVES
from tenants.jobs.rules import BEAT, KEEP_UPLOAD, LEASE, PATIENCE
from tenants.kit.caller import Caller
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.kit.errors import Conflict, Refused
from tenants.kit.reading import storable, storable_document
from tenants.outbox.actions import change

logger = structlog.get_logger("raderwerk.jobs")
_side = threading.local()


class JobCancelled(Exception):
    """Raised inside the work when somebody asked to stop it."""


@dataclass(frozen=True)
class JobOutcome:
    """What came out: counts for the page and for programs, and what was not right. Refused: nothing of it was kept."""

    result: dict[str, Any] = field(default_factory=dict)
    faults: Sequence[JobFault] = ()
    is_refused: bool = False


def start_job(
    kind: JobKind, *, by: Caller, about: dict[str, Any] | None = None, upload: str = "", **arguments: Any
) -> Job:
    """Write down the job and put it in the queue once that is stored. The task gets the job's id first.

    `upload` is the name in the storage of a file that the work reads; it is removed when the work has ended.
    """
    if upload:
        arguments["upload"] = upload
    job = Job.objects.create(
        kind=kind.name, about=about or {}, arguments=arguments, upload=upload, started_by=by.label()
    )
    transaction.on_commit(lambda: put_in_queue(job))
    return job


def start_again(job: Job, *, by: Caller, on: dt.date) -> Job:
    """The same work as a new job. For work that was lost or that crashed; what was refused would be refused again."""
    kind = job.kind_of_work
    if kind is None or not kind.may_start(by, on):
        raise Refused(_("You may not start this work any more."))
    with change(by):
        # Two tabs, one button: the second finds it started already.
        job = Job.objects.select_for_update().get(pk=job.pk)
        if not job.can_start_again:
            raise Conflict(_("This work cannot be started again, or it has been already. Begin it anew."))
        arguments = {name: value for name, value in job.arguments.items() if name != "upload"}
        again = start_job(kind, by=by, about=job.about, upload=job.upload, **arguments)
        Job.objects.filter(pk=job.pk).update(again_as=again.pk, upload="")
    return again


def put_in_queue(job: Job) -> None:
    """Hand the job to a worker. Without a queue it goes on waiting, and the clock tries again."""
    kind = job.kind_of_work
    if kind is None:
        return
    try:
        import_string(kind.task).apply_async([str(job.pk)], job.arguments, retry=False)
    except (OperationalError, OSError):
        logger.warning("queue_does_not_answer", job=str(job.pk), kind=job.kind)
    else:
        Job.objects.filter(pk=job.pk).update(queued_at=now())


def work_on(job_id: UUID | str, work: Callable[[], JobOutcome]) -> None:
    """In the task: do the work, if the job still waits for it, and write down how it ended.

    Of a job that stands in the queue twice, the second copy finds nothing to do.
    """
    moment = now()
    wanted = Job.objects.filter(cancel_asked=False)
    if not move_job(job_id, JobStatus.RUNNING, among=wanted, started_at=moment, heartbeat_at=moment):
        # Somebody had stopped it before it began.
        _end(job_id, JobStatus.CANCELLED, among=Job.objects.filter(status=JobStatus.WAITING))
        return
    try:
        with _heart_beating(job_id):
            outcome = work()
        status = JobStatus.FAILED if outcome.is_refused else JobStatus.DONE
        _end(job_id, status, result=outcome.result, faults=outcome.faults)
    except JobCancelled:
        _end(job_id, JobStatus.CANCELLED)
    except Exception as error:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        _end(job_id, JobStatus.FAILED, keep_upload=True, faults=[JobFault(CRASHED, {"error": type(error).__name__})])
        raise
    finally:
        _close_second_connection()


def expect(job_id: UUID | str, total: int) -> None:
    """Say how much work there is, before a transaction of the work begins."""
    Job.objects.filter(pk=job_id).update(total=total)


def progress(job_id: UUID | str, done: int, total: int | None = None, place: str = "") -> None:
    """Say how far the work is. Raises JobCancelled when somebody asked to stop it."""
    with _outside_the_work().cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_job SET done = greatest(done, %s), total = coalesce(%s, total),"
            " place = coalesce(nullif(%s, ''), place), heartbeat_at = clock_timestamp()"
            " WHERE id = %s RETURNING cancel_asked OR status <> 'running'",
            [done, total, storable(place), str(job_id)],
        )
        row = cursor.fetchone()
    if row and row[0]:
        raise JobCancelled


def cancel_job(job: Job, *, by: Caller) -> None:
    """Ask the work to stop; one that still waits, or whose worker is gone, is cancelled at once."""
    if job.has_ended:
        raise Conflict(_("This work has already ended."))
    Job.objects.open().filter(pk=job.pk).update(cancel_asked=True)
    job.refresh_from_db()
    if job.status == JobStatus.WAITING or job.is_lost(now()):
        _end(job.pk, JobStatus.CANCELLED)


def look_after_jobs(moment: dt.datetime) -> None:
    """In the schema of the moment: end what no worker works on any more, queue what is not in the queue, and remove
    files that nobody came back for. Three queries when there is nothing to do.
    """
    for job in Job.objects.running().filter(heartbeat_at__lt=moment - LEASE):
        if job.cancel_asked:
            _end(job.pk, JobStatus.CANCELLED)
        else:
            _end(job.pk, JobStatus.FAILED, keep_upload=True, faults=[JobFault(LOST)])
    for job in Job.objects.not_in_the_queue_since(moment - PATIENCE).filter(created_at__lt=moment - BEAT):
        put_in_queue(job)
    for job in Job.objects.failed().exclude(upload="").filter(ended_at__lt=moment - KEEP_UPLOAD):
        _remove_upload(job)


def move_job(job_id: UUID | str, to: str, *, among: JobQuerySet | None = None, **fields: Any) -> bool:
    """Bring it into another state, if the table leads there from where it is. In one statement, so that of two workers
    one does it: the other is told that it did not.
    """
    rows = Job.objects.all() if among is None else among
    origins = [move.origin for move in MOVES.moves_to(to)]
    return rows.filter(pk=job_id, status__in=origins).update(status=to, **fields) == 1


def _end(
    job_id: UUID | str,
    status: JobStatus,
    *,
    result: dict[str, Any] | None = None,
    faults: Sequence[JobFault] = (),
    keep_upload: bool = False,
    among: JobQuerySet | None = None,
) -> None:
    # A fault repeats what a file has in it, which may be anything.
    errors, result = storable_document([asdict(fault) for fault in faults]), storable_document(result or {})
    ended = move_job(job_id, status, among=among, ended_at=now(), result=result, errors=errors)
    if ended and not keep_upload:
        _remove_upload(Job.objects.get(pk=job_id))


def _remove_upload(job: Job) -> None:
    if job.upload:
        default_storage.delete(job.upload)
        Job.objects.filter(pk=job.pk).update(upload="")


@contextmanager
def _heart_beating(job_id: UUID | str) -> Iterator[None]:
    """While the work goes on, say so every few seconds, also where it takes long to come to its next step."""
    tenant, stop = connection.tenant, threading.Event()

    def beat() -> None:
        while not stop.wait(BEAT.total_seconds()):
            try:
                connection.set_tenant(tenant)
                Job.objects.running().filter(pk=job_id).update(heartbeat_at=now())
            except DatabaseError:  # (the next beat has a new connection)
                logger.warning("heartbeat_missed", job=str(job_id))
            finally:
                connection.close()

    thread = threading.Thread(target=beat, daemon=True, name=f"heart of job {job_id}")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


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
