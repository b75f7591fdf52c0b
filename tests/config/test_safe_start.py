"""On a database of one's own nothing starts that is open to everybody; on the embedded one everything does."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import safety
from config.services.places import PROJECT

SECRET = "x" * 50
SAFE = {"DATABASE_URL": "postgres://raderwerk@127.0.0.1:1/raderwerk", "SECRET_KEY": SECRET, "HTTPS_ONLY": "1"}


@pytest.fixture(autouse=True)
def _as_in_production(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setenv("DATABASE_URL", SAFE["DATABASE_URL"])
    settings.DEBUG, settings.HTTPS_ONLY, settings.ALLOW_INSECURE = False, True, []
    settings.SECRET_KEY, settings.IS_SECRET_GIVEN, settings.ALLOWED_HOSTS = SECRET, True, [".example.nl"]


def test_what_is_safe_starts() -> None:
    safety.refuse_unsafe_start()


@pytest.mark.parametrize(
    ("setting", "value", "code", "exception"),
    [
        ("DEBUG", True, "raderwerk.E011", "debug"),
        ("IS_SECRET_GIVEN", False, "raderwerk.E012", "secret"),
        ("SECRET_KEY", "short", "raderwerk.E012", "secret"),
        ("ALLOWED_HOSTS", ["*"], "raderwerk.E013", "hosts"),
        ("HTTPS_ONLY", False, "raderwerk.E014", "http"),
    ],
)
def test_each_thing_that_is_open_is_refused_unless_it_is_named(
    settings: Any, monkeypatch: pytest.MonkeyPatch, setting: str, value: object, code: str, exception: str
) -> None:
    setattr(settings, setting, value)
    assert [fault.id for fault in safety.faults()] == [code]
    with pytest.raises(ImproperlyConfigured, match="does not start like this"):
        safety.refuse_unsafe_start()
    settings.ALLOW_INSECURE = [exception]
    safety.refuse_unsafe_start()
    settings.ALLOW_INSECURE = []
    monkeypatch.delenv("DATABASE_URL")
    safety.refuse_unsafe_start()  # the embedded one


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_web_server_and_the_check_say_all_of_it_at_once() -> None:
    unsafe = {"DATABASE_URL": SAFE["DATABASE_URL"], "DEBUG": "1", "ALLOWED_HOSTS": "*"}
    for started in (run("-c", "import config.wsgi", **unsafe), run("manage.py", "check", "--deploy", **unsafe)):
        assert started.returncode != 0
        for named in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS_ONLY"):
            assert named in started.stderr
