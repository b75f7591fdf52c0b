"""A worker as it runs in production, with its pool process killed and its database connections cut."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.celery import app
from config.services.places import PROJECT
from tenants.jobs.actions import look_after_jobs, start_job
from tenants.jobs.models import Job
from tenants.kit.caller import System
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.kit.tasks import send_letter
from tenants.public.municipalities.models import Municipality
from tests.tenants.jobs.work import KIND

BY = System("test")


@pytest.fixture
def mail_server() -> Iterator[socket.socket]:
    """Whoever wants to send a letter comes here, and hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        yield server


@pytest.fixture
def worker(own_municipality: Municipality, mail_server: socket.socket, tmp_path: Path) -> Iterator[int]:
    """The worker's process; it does the work of `tests.tenants.jobs.work` on this test's database."""
    app.conf.task_always_eager = False
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ALLOW_INSECURE": "secret,http",
        "RADERWERK_HOME": str(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.getsockname()[1]}",
    }
    command = [sys.executable, "-m", "celery", "--app", "config.celery", "worker", "--concurrency", "1"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--include", "tests.tenants.jobs.work"], cwd=PROJECT, env=environment, stdout=log, stderr=log
        )
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(20)
            app.control.purge()
            app.conf.task_always_eager = True


def wait_until(it_is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not it_is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def kill_pool_process(worker: int) -> None:
    (pool_process,) = Path(f"/proc/{worker}/task/{worker}/children").read_text().split()
    os.kill(int(pool_process), signal.SIGKILL)


def state(job: Job) -> str:
    job.refresh_from_db()
    return job.status


def test_a_killed_pool_process_and_a_cut_connection(worker: int) -> None:
    endless = start_job(KIND, by=BY, about={"what": "iets zonder einde"}, seconds=60)
    wait_until(lambda: state(endless) == "running")
    kill_pool_process(worker)
    look_after_jobs(now() + dt.timedelta(minutes=1))
    assert (state(endless), endless.errors[0]["code"]) == ("failed", "lost")

    # The worker goes on with what comes next, over a new connection when the old one was cut.
    first = start_job(KIND, by=BY, about={"what": "iets"}, seconds=0)
    wait_until(lambda: state(first) == "done")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0]
    second = start_job(KIND, by=BY, about={"what": "nog iets"}, seconds=0)
    wait_until(lambda: state(second) == "done")


def test_a_letter_is_not_lost_with_the_process_that_sends_it(worker: int, mail_server: socket.socket) -> None:
    send_letter.delay("lena@example.nl", "Bericht", "Beste Lena")
    with mail_server.accept()[0]:
        kill_pool_process(worker)
    mail_server.accept()[0].close()
