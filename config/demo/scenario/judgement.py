"""The data steward has every indicator judged, by the worker, and waits for it."""

import time

from config.demo.scenario.stage import Act, Stage
from config.services import ServiceError, logs
from monitoring.indicators.tasks import judge_indicators
from tenants.jobs.actions import start_job
from tenants.jobs.models import Job

PATIENCE = 120


def judge(stage: Stage, act: Act) -> None:
    """In the municipality's schema."""
    stage.say(f"{act.city.name}: judging the indicators.")
    job = start_job("judgement", judge_indicators, by=act.caller("data_steward"))
    follow(stage, job)


def follow(stage: Stage, job: Job) -> Job:
    """Show how far the worker is until it has ended. Raises ServiceError when it failed or nothing happens."""
    deadline = time.monotonic() + PATIENCE
    last = -1
    while True:
        job = Job.objects.get(pk=job.pk)
        if job.done != last:
            last, deadline = job.done, time.monotonic() + PATIENCE
            stage.progress.bar(job.done, job.total, job.message)
        if job.has_ended:
            stage.progress.end_bar()
            if job.errors:
                raise ServiceError(f"The worker could not finish “{job.title or job.kind}”: {' '.join(job.errors)}")
            return job
        if time.monotonic() > deadline:
            raise ServiceError(f"The worker has not moved for {PATIENCE} seconds; {logs() / 'worker.log'} may say why.")
        stage.check()
        time.sleep(0.2)
