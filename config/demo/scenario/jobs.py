"""Waiting for the worker, with a bar."""

import time

from config.demo.scenario.stage import Stage
from config.services import ServiceError, logs
from tenants.jobs.choices import JobStatus
from tenants.jobs.models import Job

PATIENCE = 120


def follow(stage: Stage, job: Job) -> Job:
    """Show how far the worker is until it has ended. Raises ServiceError when it failed or nothing happens."""
    deadline = time.monotonic() + PATIENCE
    last = -1
    while True:
        job = Job.objects.get(pk=job.pk)
        if job.done != last:
            last, deadline = job.done, time.monotonic() + PATIENCE
            stage.progress.bar(job.done, job.total, job.place)
        if job.has_ended:
            stage.progress.end_bar()
            for fault in job.faults():
                stage.say(fault)
            if job.status != JobStatus.DONE:
                raise ServiceError(f"The worker could not finish “{job.title}”; {logs() / 'worker.log'} says why.")
            return job
        if time.monotonic() > deadline:
            raise ServiceError(f"The worker has not moved for {PATIENCE} seconds; {logs() / 'worker.log'} may say why.")
        stage.check()
        time.sleep(0.2)
