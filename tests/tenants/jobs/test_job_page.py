"""Somebody follows their long work on its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from tenants.accounts.models import User
from tenants.jobs.choices import JobStatus
from tenants.jobs.models import Job
from tenants.kit.clock import now
from tests.cast import Cast

Enter = Callable[[User], Client]


def _job(by: User, **fields: Any) -> Job:
    return Job.objects.create(kind="work", started_by=by.as_caller().label(), about={"what": "cijfers"}, **fields)


def test_a_running_job_asks_again_by_itself(cast: Cast, signed_in: Enter) -> None:
    job = _job(cast.steward, status=JobStatus.RUNNING, heartbeat_at=now(), done=4210, total=12000)
    text = signed_in(cast.steward).get(f"/jobs/{job.pk}").content.decode()
    assert 'hx-trigger="every 1s"' in text
    assert "4.210 van 12.000 (35%)" in text


def test_the_polling_stops_when_the_job_has_ended(cast: Cast, signed_in: Enter) -> None:
    job = _job(cast.steward, status=JobStatus.DONE, done=5, total=5)
    answer = signed_in(cast.steward).get(f"/jobs/{job.pk}", {"part": "progress"})
    assert (answer.status_code, answer["HX-Refresh"]) == (286, "true")


def test_a_failed_job_names_what_was_wrong(cast: Cast, signed_in: Enter) -> None:
    job = _job(cast.steward, status=JobStatus.FAILED, errors=[{"code": "<b>", "values": {"line": 12}}])
    text = signed_in(cast.steward).get(f"/jobs/{job.pk}").content.decode()
    assert "&lt;b&gt; op regel 12" in text
    assert "1 ding klopte niet" in text


def test_another_persons_job_is_not_there(cast: Cast, signed_in: Enter) -> None:
    job = _job(cast.steward)
    assert signed_in(cast.reader).get(f"/jobs/{job.pk}").status_code == 404
    assert signed_in(cast.administrator).get(f"/jobs/{job.pk}").status_code == 200


def test_stopping_a_job_that_waits_ends_it_and_stopping_twice_says_so(cast: Cast, signed_in: Enter) -> None:
    job = _job(cast.steward)
    browser = signed_in(cast.steward)
    browser.post(f"/jobs/{job.pk}/cancel")
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    page = browser.post(f"/jobs/{job.pk}/cancel", follow=True)
    assert "Dit werk is al afgelopen." in page.content.decode()
