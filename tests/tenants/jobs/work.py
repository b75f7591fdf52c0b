"""A kind of long work for tests: whatever the test puts into `TO_DO`."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest
from celery import current_app, shared_task

from tenants.accounts.choices import Role
from tenants.accounts.standing import holds
from tenants.jobs.actions import JobOutcome, work_on
from tenants.jobs.kinds import JobKind
from tenants.kit.tasks import EitherTask

Work = Callable[[str], JobOutcome]
TO_DO: list[Work] = []


@shared_task(base=EitherTask)
def do(job_id: str, upload: str = "", seconds: int | None = None) -> None:
    work_on(job_id, partial(TO_DO[-1], job_id) if seconds is None else partial(_sleep, seconds))


def _sleep(seconds: int) -> JobOutcome:
    time.sleep(seconds)
    return JobOutcome()


KIND = JobKind(
    "work",
    task=f"{__name__}.do",
    title="Werk aan %(what)s",
    may_start=lambda caller, on: holds(caller, Role.ADMINISTRATOR, Role.DATA_STEWARD),
    facts={"streets": "straten"},
    say=lambda code, values: f"{code} op regel {values['line']}",
)


def without_a_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens where the broker should be: what a task meets then is what it really meets."""
    send, nobody = current_app.send_task, current_app.connection_for_write("redis://127.0.0.1:1/0")
    monkeypatch.setitem(current_app.conf, "task_always_eager", False)
    monkeypatch.setattr(
        current_app, "send_task", lambda *given, **options: send(*given, **{**options, "connection": nobody})
    )
