"""Long work that somebody waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from tenants.accounts.standing import administers, runs_the_installation
from tenants.jobs.choices import ENDED, JobStatus
from tenants.kit.caller import Caller
from tenants.kit.models import Row

if TYPE_CHECKING:
    import datetime as dt


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, caller: Caller) -> Self:
        """A person's own jobs; administrators, operators and the system see all of this schema."""
        if administers(caller) or runs_the_installation(caller):
            return self
        if caller.is_anonymous:
            return self.none()
        return self.filter(started_by=caller.label())


class Job(Row):
    """Work that takes longer than a second: how far it is, what came out, and what went wrong on which line."""

    kind = models.CharField(max_length=60, help_text="What it does, for example import_statistics.")
    title = models.CharField(max_length=200, blank=True)
    started_by = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0, help_text="0: not known yet.")
    message = models.TextField(blank=True)
    cancel_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    errors = models.JSONField(default=list, help_text="One sentence each, with the place.")
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

    @property
    def percentage(self) -> int | None:
        """How far, from 0 to 100; None while the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None
