"""A worker is killed, the queue is away, the database was: a job says so and goes on, or can be started again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DataError
from django.test import Client

from tenants.accounts.models import User
from tenants.jobs.actions import JobOutcome, look_after_jobs, start_job
from tenants.jobs.kinds import JobFault
from tenants.jobs.models import Job
from tenants.jobs.rules import LEASE, ROUND
from tenants.jobs.tasks import look_after_jobs as look_after_all_jobs
from tenants.kit.caller import System
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast
from tests.tenants.jobs.work import KIND, TO_DO, do, without_a_queue

Enter = Callable[[User], Client]
LATER = dt.timedelta(minutes=2)


@pytest.fixture
def steward(cast: Cast, signed_in: Enter) -> Client:
    return signed_in(cast.steward)


@pytest.fixture
def killed(cast: Cast) -> Job:
    """A job whose worker was killed a minute ago, with the file that it read."""
    upload = default_storage.save("imports/x.csv", ContentFile(b"1,2"))
    long_ago = now() - dt.timedelta(minutes=1)
    return Job.objects.create(
        kind=KIND.name,
        about={"what": "de Staart"},
        arguments={"upload": upload},
        upload=upload,
        started_by=cast.steward.as_caller().label(),
        status="running",
        queued_at=long_ago,
        started_at=long_ago,
        heartbeat_at=long_ago,
    )


def page_of(client: Client, job: Job) -> str:
    return client.get(f"/jobs/{job.pk}").content.decode()


def test_lease_and_round_together_are_less_than_two_minutes() -> None:
    assert LEASE + ROUND < LATER


def test_a_job_whose_worker_is_gone_says_failed(killed: Job, steward: Client) -> None:
    assert "al even niets gehoord" in page_of(steward, killed)
    look_after_jobs(now())
    killed.refresh_from_db()
    assert killed.status == "failed"
    page = page_of(steward, killed)
    assert "De werker die dit deed is weg" in page
    assert f"/jobs/{killed.pk}/again" in page


def test_one_that_lives_is_left_alone(killed: Job) -> None:
    Job.objects.update(heartbeat_at=now())
    look_after_jobs(now())
    killed.refresh_from_db()
    assert killed.status == "running"


def test_the_heart_beats_while_the_work_is_silent(
    own_municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.jobs.actions.BEAT", dt.timedelta(milliseconds=20))

    def work(job_id: str) -> JobOutcome:
        before = Job.objects.get(pk=job_id).heartbeat_at
        for _ in range(100):
            if Job.objects.get(pk=job_id).heartbeat_at != before:
                return JobOutcome({"streets": 1})
        raise AssertionError("No beat was heard.")

    TO_DO.append(work)
    job = start_job(KIND, by=System("test"))
    job.refresh_from_db()
    assert job.status == "done"


def test_the_clock_looks_in_every_municipality_and_at_the_operators(killed: Job, rotterdam: Municipality) -> None:
    connection.set_schema_to_public()
    ours = Job.objects.create(kind=KIND.name, status="running", heartbeat_at=now() - LATER, started_by="operator:1")
    look_after_all_jobs()
    ours.refresh_from_db()
    connection.set_schema("gm0505")
    killed.refresh_from_db()
    assert (ours.status, killed.status) == ("failed", "failed")


def test_stop_ends_a_job_whose_worker_is_gone(killed: Job, steward: Client) -> None:
    assert "Stop dit werk" in page_of(steward, killed)
    steward.post(f"/jobs/{killed.pk}/cancel")
    killed.refresh_from_db()
    assert killed.status == "cancelled"
    assert not default_storage.exists(killed.arguments["upload"])


def test_one_that_was_asked_to_stop_and_died_is_stopped(killed: Job) -> None:
    Job.objects.update(cancel_asked=True)
    look_after_jobs(now())
    killed.refresh_from_db()
    assert killed.status == "cancelled"


def test_lost_work_is_started_again_with_its_file(
    killed: Job, steward: Client, django_capture_on_commit_callbacks: Any
) -> None:
    look_after_jobs(now())
    TO_DO.append(lambda job_id: JobOutcome({"streets": 1}))
    with django_capture_on_commit_callbacks(execute=True):
        answer = steward.post(f"/jobs/{killed.pk}/again")
    again = Job.objects.exclude(pk=killed.pk).get()
    assert answer["Location"] == f"/jobs/{again.pk}"
    assert (again.status, again.title) == ("done", "Werk aan de Staart")
    assert not default_storage.exists(killed.arguments["upload"])
    page = page_of(steward, killed)
    assert f"/jobs/{again.pk}" in page
    # A second press, in another tab, starts nothing.
    steward.post(f"/jobs/{killed.pk}/again")
    assert Job.objects.count() == 2


def test_whoever_may_not_start_it_any_more_may_not_start_it_again(killed: Job, signed_in: Enter, cast: Cast) -> None:
    look_after_jobs(now())
    Job.objects.update(started_by=cast.reader.as_caller().label())
    assert signed_in(cast.reader).post(f"/jobs/{killed.pk}/again").status_code == 403


def test_work_that_was_refused_is_not_started_again(killed: Job, steward: Client) -> None:
    Job.objects.update(status="failed", errors=[{"code": "scheef", "values": {"line": 1}}])
    assert f"/jobs/{killed.pk}/again" not in page_of(steward, killed)
    steward.post(f"/jobs/{killed.pk}/again")
    assert Job.objects.count() == 1


def test_the_file_of_lost_work_goes_after_a_day(killed: Job, steward: Client) -> None:
    look_after_jobs(now())
    assert default_storage.exists(killed.upload)
    look_after_jobs(now() + dt.timedelta(days=1, minutes=1))
    assert not default_storage.exists(killed.upload)
    assert f"/jobs/{killed.pk}/again" not in page_of(steward, killed)


def test_work_that_crashed_keeps_its_file_and_says_what(killed: Job, steward: Client) -> None:
    def crash(job_id: str) -> JobOutcome:
        raise ZeroDivisionError

    Job.objects.update(status="waiting")
    TO_DO.append(crash)
    with pytest.raises(ZeroDivisionError):
        do(str(killed.pk))
    assert "ZeroDivisionError" in page_of(steward, killed)
    assert default_storage.exists(killed.upload)


def test_work_whose_end_cannot_be_stored_failed_and_says_so_at_once(own_municipality: Municipality) -> None:
    TO_DO.append(lambda job_id: JobOutcome({"streets": float("nan")}))
    with pytest.raises(DataError):
        start_job(KIND, by=System("test"))
    job = Job.objects.get()
    assert (job.status, job.can_start_again) == ("failed", True)
    assert "DataError" in job.faults()[0]


def test_whatever_a_fault_repeats_of_a_file_can_be_stored(killed: Job, steward: Client) -> None:
    Job.objects.update(status="waiting")
    odd = JobFault("scheef\x00", {"line": "a\x00b\ud800", "cells": ["\x00"]})
    TO_DO.append(lambda job_id: JobOutcome({"\x00": "\x00"}, [odd], is_refused=True))
    do(str(killed.pk))
    assert "op regel ab?" in page_of(steward, killed)


@pytest.mark.parametrize("outcome", [JobOutcome(), JobOutcome(is_refused=True)])
def test_the_file_of_ended_work_is_removed(killed: Job, outcome: JobOutcome) -> None:
    Job.objects.update(status="waiting")
    TO_DO.append(lambda job_id: outcome)
    do(str(killed.pk))
    assert not default_storage.exists(killed.upload)


def test_without_a_queue_a_job_waits_and_the_clock_hands_it_over(
    cast: Cast, steward: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    with monkeypatch.context() as away, django_capture_on_commit_callbacks(execute=True):
        without_a_queue(away)
        job = start_job(KIND, by=cast.steward.as_caller(), about={"what": "de Staart"})
    assert "geeft geen antwoord" in page_of(steward, job)
    TO_DO.append(lambda job_id: JobOutcome())
    look_after_jobs(now() + dt.timedelta(minutes=1))
    job.refresh_from_db()
    assert job.status == "done"


def test_without_a_queue_the_button_still_leads_to_a_page_with_the_work(
    killed: Job, steward: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    look_after_jobs(now())
    with monkeypatch.context() as away, django_capture_on_commit_callbacks(execute=True):
        without_a_queue(away)
        answer = steward.post(f"/jobs/{killed.pk}/again")
    again = Job.objects.exclude(pk=killed.pk).get()
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{again.pk}")
    assert "geeft geen antwoord" in page_of(steward, again)
    TO_DO.append(lambda job_id: JobOutcome())
    look_after_jobs(now() + dt.timedelta(minutes=1))
    again.refresh_from_db()
    assert again.status == "done"


def test_one_that_the_queue_lost_is_handed_over_once_more(killed: Job) -> None:
    Job.objects.update(status="waiting", queued_at=now())
    TO_DO.append(lambda job_id: JobOutcome())
    look_after_jobs(now() + dt.timedelta(minutes=2))
    killed.refresh_from_db()
    assert killed.status == "waiting"
    look_after_jobs(now() + dt.timedelta(minutes=11))
    killed.refresh_from_db()
    assert killed.status == "done"
