"""Judging outside a request: every night, and when somebody asks."""

from __future__ import annotations

from functools import partial
from typing import Any

from celery import shared_task

from monitoring.indicators import actions
from tenants.jobs.actions import JobOutcome, progress, work_on
from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.tasks import TenantTask


@shared_task(base=TenantTask)
def judge_indicators(job_id: str | None = None) -> dict[str, Any] | None:
    """Judge every indicator of this municipality as of today. With a job, somebody watches the progress."""
    if job_id is None:
        return _result(actions.judge_indicators(by=System("judgement"), on=today()))
    work_on(job_id, partial(_judge_as_job, job_id))
    return None


def _judge_as_job(job_id: str) -> JobOutcome:
    tally = actions.judge_indicators(
        by=System("judgement"), on=today(), tell=lambda done, total: progress(job_id, done, total)
    )
    return JobOutcome(_result(tally))


def _result(tally: actions.Tally) -> dict[str, Any]:
    return {
        "judged": sum(tally.outcomes.values()),
        "changed": tally.changed,
        "unmeasured": tally.unmeasured,
        "outcomes": tally.outcomes,
    }
