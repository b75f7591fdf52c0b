"""The moves of a job. None has a button or an event: a worker makes them, and whoever started it sees them on its page."""

from __future__ import annotations

from enum import StrEnum

from tenants.jobs.choices import JobStatus
from tenants.kit.moves import Move, Moves


class By(StrEnum):
    """Whose move it is."""

    WORKER = "worker"  # and the clock, of what no worker works on any more
    STARTER = "starter"  # whoever started it stops it; while it runs the worker does so for them


MOVES = Moves(
    JobStatus,
    (
        Move(JobStatus.WAITING, JobStatus.RUNNING, By.WORKER),
        Move(JobStatus.WAITING, JobStatus.CANCELLED, By.STARTER),
        Move(JobStatus.RUNNING, JobStatus.DONE, By.WORKER),
        Move(JobStatus.RUNNING, JobStatus.FAILED, By.WORKER),
        Move(JobStatus.RUNNING, JobStatus.CANCELLED, By.STARTER),
    ),
)
