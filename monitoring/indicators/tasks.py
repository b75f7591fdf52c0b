"""Judging outside a request: every night, and when somebody asks."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils.translation import gettext_noop

from monitoring.indicators import actions
from tenants.jobs.actions import JobCancelled, begin, cancelled, fail, finish, progress
from tenants.kit.caller import System
from tenants.kit.clock import today
from tenants.kit.tasks import TenantTask


@shared_task(base=TenantTask)
def judge_indicators(job_id: str | None = None) -> dict[str, Any]:
    """Judge every indicator of this municipality as of today. With a job, somebody watches the progress."""
    if job_id is None:
        return _result(actions.judge_indicators(by=System("judgement"), on=today()))
    try:
        begin(job_id)
        tally = actions.judge_indicators(
            by=System("judgement"), on=today(), tell=lambda done, total: progress(job_id, done, total)
        )
    except JobCancelled:
        cancelled(job_id)
        return {}
    except Exception as error:
        fail(job_id, [str(error)])
        raise
    finish(job_id, {**_result(tally), "facts": _facts(tally)})
    return _result(tally)


def _result(tally: actions.Tally) -> dict[str, Any]:
    return {"outcomes": tally.outcomes, "changed": tally.changed, "unmeasured": tally.unmeasured}


def _facts(tally: actions.Tally) -> list[tuple[str, int]]:
    return [
        (gettext_noop("indicators judged"), sum(tally.outcomes.values())),
        (gettext_noop("with another outcome than before"), tally.changed),
        (gettext_noop("without a baseline or a target"), tally.unmeasured),
    ]
