"""Long work tells how far it is, can be stopped, and ends once."""

from __future__ import annotations

import pytest
from django.db import transaction

from tenants.jobs.actions import JobOutcome, cancel_job, progress, start_job
from tenants.jobs.kinds import JobFault
from tenants.jobs.models import Job
from tenants.kit.caller import Caller, System
from tenants.kit.errors import Conflict
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast
from tests.tenants.jobs.work import KIND, TO_DO, Work, do

BY = System("test")


def done(work: Work) -> Job:
    """The job, after the worker has done this for it."""
    TO_DO.append(work)
    job = start_job(KIND, by=BY, about={"what": "de Staart"})
    job.refresh_from_db()
    return job


def seen(job_id: str) -> Job:
    return Job.objects.get(pk=job_id)


def test_progress_is_seen_while_the_work_is_in_a_transaction(own_municipality: Municipality) -> None:
    def work(job_id: str) -> JobOutcome:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            progress(job_id, 4, total=10, place="regel 4")
            _ = 1 / 0
        return JobOutcome()

    job = done(work)
    assert (job.done, job.total, job.percentage, job.place) == (4, 10, 40, "regel 4")


def test_progress_never_goes_back(own_municipality: Municipality) -> None:
    def work(job_id: str) -> JobOutcome:
        progress(job_id, 6)
        progress(job_id, 3)
        return JobOutcome()

    assert done(work).done == 6


def test_a_stop_reaches_the_work(own_municipality: Municipality) -> None:
    def work(job_id: str) -> JobOutcome:
        cancel_job(seen(job_id), by=BY)
        progress(job_id, 1)
        raise AssertionError("The work went on.")

    assert done(work).status == "cancelled"


def test_a_waiting_job_that_is_stopped_never_starts(own_municipality: Municipality) -> None:
    TO_DO.append(lambda job_id: pytest.fail("The work began."))
    with transaction.atomic():
        job = start_job(KIND, by=BY)
        cancel_job(job, by=BY)
    job.refresh_from_db()
    assert job.status == "cancelled"


def test_what_came_out_is_kept_in_codes_and_said_in_words(own_municipality: Municipality) -> None:
    job = done(lambda job_id: JobOutcome({"streets": 3}, [JobFault("scheef", {"line": 4})]))
    assert (job.status, job.result, job.errors) == ("done", {"streets": 3}, [{"code": "scheef", "values": {"line": 4}}])
    assert (job.title, job.facts(), job.faults()) == ("Werk aan de Staart", [("straten", 3)], ["scheef op regel 4"])


def test_a_job_ends_once(own_municipality: Municipality) -> None:
    job = done(lambda job_id: JobOutcome())
    with pytest.raises(Conflict):
        cancel_job(job, by=BY)


def test_a_job_that_stands_in_the_queue_twice_is_done_once(own_municipality: Municipality) -> None:
    job = done(lambda job_id: JobOutcome({"streets": 3}))
    TO_DO.append(lambda job_id: JobOutcome({"streets": 5}))
    do(str(job.pk))
    job.refresh_from_db()
    assert job.result == {"streets": 3}


def test_a_kind_that_the_code_does_not_know_any_more_still_has_a_line() -> None:
    job = Job(kind="geotag", about={"what": "?"}, errors=[{"code": "old", "values": {}}], result={"streets": 1})
    assert (job.title, job.faults(), job.facts()) == ("geotag", ["old"], [])


def test_only_its_starter_and_the_administrator_see_it(cast: Cast) -> None:
    job = Job.objects.create(kind="work", started_by=cast.steward.as_caller().label())
    visible = {
        who: Job.objects.visible_to(getattr(cast, who).as_caller()).filter(pk=job.pk).exists()
        for who in ["steward", "administrator", "manager", "reader"]
    }
    assert visible == {"steward": True, "administrator": True, "manager": False, "reader": False}
    assert not Job.objects.visible_to(Caller("anonymous")).exists()
