"""A job."""

from __future__ import annotations

from tenants.jobs.models import Job
from tests.sweeps.world import BY, World


def draft(world: World) -> None:
    job = Job.objects.create(kind="test", title=f"{world.mark} werk", started_by=BY.label())
    world.values["job_id"] = job.pk
