"""An operator imports figures on a page and follows the work."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from monitoring.public.statistics import tasks
from monitoring.public.statistics.models import Release, Topic
from monitoring.public.statistics.shipped import shipped_files
from tenants.jobs.actions import look_after_jobs
from tenants.jobs.models import Job
from tenants.kit.clock import now
from tests.tenants.jobs.work import without_a_queue

PAGE = "/statistics"


@pytest.fixture(autouse=True)
def files_here(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What a worker would be told to do; the test does it itself."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(
        tasks.import_statistics,
        "apply_async",
        lambda args, kwargs, **options: told.append({"job_id": args[0], **kwargs}),
    )
    return told


def small_file() -> SimpleUploadedFile:
    (file,) = [file for file in shipped_files("cbs-kwb") if "2019-municipalities" in file.name]
    return SimpleUploadedFile("../../kwb.csv.gz", file.read_bytes())


def test_an_empty_page_says_what_to_do(operator_client: Client) -> None:
    answer = operator_client.get(PAGE)
    assert answer.status_code == 200
    assert 'type="file"' in answer.content.decode()


def test_without_a_queue_the_form_still_leads_to_a_page_with_the_work(
    operator_client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """The import waits, with its file, and the clock hands it over."""
    with monkeypatch.context() as away, django_capture_on_commit_callbacks(execute=True):
        without_a_queue(away)
        answer = operator_client.post(PAGE, {"source": "cbs-kwb", "file": small_file()})
    job = Job.objects.get(kind="import_statistics")
    assert (answer.status_code, answer["Location"], job.status) == (302, f"/jobs/{job.pk}", "waiting")
    assert "geeft geen antwoord" in operator_client.get(f"/jobs/{job.pk}").content.decode()
    look_after_jobs(now() + dt.timedelta(minutes=1))
    job.refresh_from_db()
    assert (job.status, job.result["imported"]) == ("done", 1)


def test_an_upload_becomes_a_job_and_the_job_a_release(
    operator_client: Client, started: list[dict[str, Any]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = operator_client.post(PAGE, {"source": "cbs-kwb", "file": small_file()})
    job = Job.objects.get(kind="import_statistics")
    assert answer.status_code == 302
    assert answer["Location"] == f"/jobs/{job.pk}"
    (told,) = started
    tasks.import_statistics(**told)
    job.refresh_from_db()
    assert job.status == "done"
    assert job.errors == []
    assert (job.result["imported"], job.result["lines"]) == (1, 3)
    assert Release.objects.get().file_name == "kwb.csv.gz"
    # The upload is gone once it has been read.
    assert default_storage.listdir("imports")[1] == []
    page = operator_client.get(PAGE).content.decode()
    assert "kwb.csv.gz" in page
    came_out = operator_client.get(f"/jobs/{job.pk}").content.decode()
    assert "<dt>uitgaven ingelezen</dt><dd>1</dd>" in came_out
    assert "unknownRegions" not in came_out
    in_english = operator_client.get(f"/jobs/{job.pk}", headers={"accept-language": "en"}).content.decode()
    assert "<dt>releases read in</dt><dd>1</dd>" in in_english


def test_a_trial_run_of_the_shipped_files_writes_no_release(
    operator_client: Client, started: list[dict[str, Any]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operator_client.post(PAGE, {"source": "rivm-50090ned", "is_trial": "on"})
    tasks.import_statistics(**started[0])
    job = Job.objects.get(kind="import_statistics")
    assert (job.status, job.result["imported"]) == ("done", 7)
    assert job.total > 100_000
    assert not Release.objects.exists()
    assert Topic.objects.exists()


def test_a_file_of_something_else_fails_with_a_sentence(
    operator_client: Client, started: list[dict[str, Any]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operator_client.post(PAGE, {"source": "cbs-kwb", "file": SimpleUploadedFile("x.csv", b"a,b,c\n1,2,3\n")})
    tasks.import_statistics(**started[0])
    job = Job.objects.get(kind="import_statistics")
    assert job.status == "failed"
    assert [(error["code"], error["values"]["file"]) for error in job.errors] == [("unknown_table", "x.csv")]
    page = operator_client.get(f"/jobs/{job.pk}").content.decode()
    assert "x.csv: dit is geen bekende tabel van cbs-kwb" in page
    in_english = operator_client.get(f"/jobs/{job.pk}", headers={"accept-language": "en"}).content.decode()
    assert "x.csv: this is not a table of cbs-kwb that is known" in in_english


def test_a_file_of_nothing_but_nul_is_refused_at_once(
    operator_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operator_client.post(PAGE, {"source": "cbs-kwb", "file": SimpleUploadedFile("nul.csv", b"\x00" * 1000)})
    job = Job.objects.get(kind="import_statistics")
    assert job.status == "failed"
    assert "nul.csv: " in operator_client.get(f"/jobs/{job.pk}").content.decode()


@pytest.mark.parametrize(
    ("form", "said"),
    [({}, "Elke uitgave die helemaal is ingelezen, is bewaard"), ({"is_trial": "on"}, "niets van bewaard")],
)
def test_an_import_whose_worker_was_killed_says_what_was_kept(
    form: dict[str, str], said: str, operator_client: Client, started: list[dict[str, Any]],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        operator_client.post(PAGE, {"source": "rivm-50090ned", **form})
    Job.objects.update(status="running", heartbeat_at=now() - dt.timedelta(minutes=1))
    look_after_jobs(now())
    job = Job.objects.get(kind="import_statistics")
    page = operator_client.get(f"/jobs/{job.pk}").content.decode()
    assert said in page
    assert f"/jobs/{job.pk}/again" in page


def test_a_cancelled_import_keeps_nothing(
    operator_client: Client, started: list[dict[str, Any]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operator_client.post(PAGE, {"source": "cbs-kwb", "file": small_file()})
    Job.objects.filter(kind="import_statistics").update(cancel_asked=True)
    tasks.import_statistics(**started[0])
    assert Job.objects.get(kind="import_statistics").status == "cancelled"
    assert not Release.objects.exists()
    assert default_storage.listdir("imports")[1] == []


@pytest.mark.parametrize("wrong", [{}, {"source": "police"}])
def test_a_form_without_a_known_source_comes_back(operator_client: Client, wrong: dict[str, str]) -> None:
    assert operator_client.post(PAGE, wrong).status_code == 400
    assert not Job.objects.filter(kind="import_statistics").exists()


def test_it_is_for_operators_only(db: None) -> None:
    answer = Client(headers={"host": "localhost"}).get(PAGE)
    assert answer.status_code == 302
    assert "/account/login" in answer["Location"]
