"""Long work tells how far it is, can be stopped, and ends once."""

from __future__ import annotations

import pytest
from django.db import transaction

from tenants.jobs.actions import JobCancelled, begin, cancel_job, fail, finish, progress
from tenants.jobs.models import Job
from tenants.kit.caller import Caller, System
from tenants.kit.errors import Conflict
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast


@pytest.fixture
def job(own_municipality: Municipality) -> Job:
    return Job.objects.create(kind="import", started_by=System("test").label())


def test_progress_is_seen_while_the_work_is_in_a_transaction(job: Job) -> None:
    begin(job.pk, total=10)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        progress(job.pk, 4, message="regel 4")
        _ = 1 / 0
    job.refresh_from_db()
    assert (job.done, job.total, job.percentage, job.message) == (4, 10, 40, "regel 4")
    finish(job.pk, {})


def test_progress_never_goes_back(job: Job) -> None:
    begin(job.pk, total=10)
    progress(job.pk, 6)
    progress(job.pk, 3)
    job.refresh_from_db()
    assert job.done == 6


def test_a_stop_reaches_the_work(job: Job) -> None:
    begin(job.pk, total=10)
    cancel_job(job, by=System("test"))
    with pytest.raises(JobCancelled):
        progress(job.pk, 1)


def test_a_waiting_job_that_is_stopped_never_starts(job: Job) -> None:
    cancel_job(job, by=System("test"))
    with pytest.raises(JobCancelled):
        begin(job.pk)
    job.refresh_from_db()
    assert job.status == "cancelled"


def test_a_job_ends_once(job: Job) -> None:
    begin(job.pk)
    finish(job.pk, {"figures": 3})
    fail(job.pk, ["te laat"])
    job.refresh_from_db()
    assert (job.status, job.result, job.errors) == ("done", {"figures": 3}, [])
    with pytest.raises(Conflict):
        cancel_job(job, by=System("test"))


def test_only_its_starter_and_the_administrator_see_it(cast: Cast) -> None:
    job = Job.objects.create(kind="import", started_by=cast.steward.as_caller().label())
    seen = {
        who: Job.objects.visible_to(getattr(cast, who).as_caller()).filter(pk=job.pk).exists()
        for who in ["steward", "administrator", "manager", "reader"]
    }
    assert seen == {"steward": True, "administrator": True, "manager": False, "reader": False}
    assert not Job.objects.visible_to(Caller("anonymous")).exists()
