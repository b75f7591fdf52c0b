"""Long work that somebody waits for."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models

from tenants.accounts.standing import administers, runs_the_installation
from tenants.jobs.choices import ENDED, JobStatus
from tenants.jobs.kinds import CRASHED, LOST, JobKind, job_kinds
from tenants.jobs.rules import is_abandoned
from tenants.kit.caller import Caller
from tenants.kit.models import Row


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, caller: Caller) -> Self:
        """A person's own jobs; administrators, operators and the system see all of this schema."""
        if administers(caller) or runs_the_installation(caller):
            return self
        if caller.is_anonymous:
            return self.none()
        return self.filter(started_by=caller.label())

    def open(self) -> Self:
        return self.exclude(status__in=ENDED)

    def running(self) -> Self:
        return self.filter(status=JobStatus.RUNNING)

    def failed(self) -> Self:
        return self.filter(status=JobStatus.FAILED)

    def not_in_the_queue_since(self, moment: dt.datetime) -> Self:
        """Those that wait and were never handed over, or so long ago that the queue may have lost them."""
        waiting = self.filter(status=JobStatus.WAITING)
        return waiting.filter(models.Q(queued_at=None) | models.Q(queued_at__lt=moment))


class Job(Row):
    """Work that takes longer than a second: how far it is, what came out, and what went wrong on which line."""

    kind = models.CharField(max_length=60, help_text="What it does: the name of a JobKind.")
    about = models.JSONField(default=dict, help_text="The values that its title names.")
    arguments = models.JSONField(default=dict, help_text="What the task gets besides the job.")
    upload = models.CharField(max_length=200, blank=True, help_text="The file it reads; gone when it has ended.")
    started_by = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0, help_text="0: not known yet.")
    place = models.TextField(blank=True, help_text="Where the work is, such as the name of a file.")
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    errors = models.JSONField(default=list, help_text="Code and values of each.")
    again_as = models.UUIDField(null=True, help_text="The job that does this work again.")
    queued_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    started_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    heartbeat_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    ended_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done__gte=0) & models.Q(total__gte=0), name="job_counts_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    def is_lost(self, now: dt.datetime) -> bool:
        """Nobody works on it any more: the worker has not been heard of for too long."""
        return self.status == JobStatus.RUNNING and is_abandoned(self.heartbeat_at, now)

    @property
    def stopped_halfway(self) -> bool:
        """It failed through no fault of what it was given."""
        return self.status == JobStatus.FAILED and any(error["code"] in (LOST, CRASHED) for error in self.errors)

    @property
    def can_start_again(self) -> bool:
        """It stopped halfway, and what it was given is still here."""
        needs_its_file = "upload" in self.arguments and not self.upload
        return self.stopped_halfway and not needs_its_file and self.again_as is None

    @property
    def waits_for_the_queue(self) -> bool:
        """The queue did not answer; the clock hands it over as soon as it does."""
        return self.status == JobStatus.WAITING and self.queued_at is None

    @property
    def percentage(self) -> int | None:
        """How far, from 0 to 100; None while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None

    # Words, in the language of the moment. A kind that the code does not know any more has none.

    @property
    def kind_of_work(self) -> JobKind | None:
        return job_kinds().get(self.kind)

    @property
    def title(self) -> str:
        kind = self.kind_of_work
        return str(kind.title) % self.about if kind else self.kind

    @property
    def kept(self) -> str:
        """What stays of it when it was stopped halfway."""
        kind = self.kind_of_work
        return str(kind.kept(self.arguments)) if kind else ""

    def faults(self) -> list[str]:
        kind = self.kind_of_work
        return [kind.sentence(**error) if kind else error["code"] for error in self.errors]

    def facts(self) -> list[tuple[str, int]]:
        """The counts that are not nought."""
        kind = self.kind_of_work
        return (
            [(str(name), self.result[key]) for key, name in kind.facts.items() if self.result.get(key)] if kind else []
        )
