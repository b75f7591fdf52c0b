"""A job."""

from __future__ import annotations

from tenants.jobs.models import Job
from tests.sweeps.world import BY, World


def draft(world: World) -> None:
    word = world.secret("werk", ["administrator"])
    job = Job.objects.create(kind="judgement", status="running", place=word, started_by=BY.label())
    world.values["job_id"] = job.pk
    world.shows(word, f"/jobs/{job.pk}")
