"""What the clock starts: each app declares it in its own room `schedule.py`; Celery's beat reads it from here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from celery.schedules import crontab

from tenants.kit.found import found

_FOR_EVERY_MUNICIPALITY = "tenants.public.municipalities.tasks.for_every_municipality"


@dataclass(frozen=True)
class Scheduled:
    """A task of the installation as a whole, or one that each municipality does by itself."""

    order: int
    name: str
    task: str
    at: crontab | dt.timedelta
    in_every_municipality: bool = True

    def entry(self) -> dict[str, Any]:
        """As Celery's beat wants it."""
        if self.in_every_municipality:
            return {"task": _FOR_EVERY_MUNICIPALITY, "schedule": self.at, "args": [self.task]}
        return {"task": self.task, "schedule": self.at}


def beat_schedule() -> dict[str, dict[str, Any]]:
    return {scheduled.name: scheduled.entry() for scheduled in found("schedule", Scheduled)}
