"""From host to municipality: known to all processes at once, and with the headers of every page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client

from config.services import cache_url
from config.services.places import PROJECT
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.public.municipalities.actions import resume_municipality, suspend_municipality
from tenants.public.municipalities.hosts import municipality_of, tell_hosts
from tenants.public.municipalities.models import Municipality
from tests.conftest import TODAY

BY = System("test")
# A process of its own, which answers with the status of a page for every line that it is given.
SERVER = """
import sys, django
django.setup()
from django.test import Client
client = Client(headers={"host": sys.argv[1]})
for line in sys.stdin:
    print(client.get("/help").status_code, flush=True)
"""


@contextmanager
def another_process(host: str) -> Iterator[subprocess.Popen[str]]:
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ALLOW_INSECURE": "secret,http",
    }
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, host],
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield server
    finally:
        server.communicate(timeout=20)


def status(server: subprocess.Popen[str]) -> int:
    asked: IO[str] = server.stdin  # type: ignore[assignment]
    answered: IO[str] = server.stdout  # type: ignore[assignment]
    asked.write("\n")
    asked.flush()
    return int(answered.readline())


def test_a_suspension_reaches_every_process_at_once(own_municipality: Municipality, settings: Any) -> None:
    cache = {**django_settings.CACHES["default"], "BACKEND": "django.core.cache.backends.redis.RedisCache"}
    settings.CACHES = {"default": {**cache, "LOCATION": cache_url()}}
    connection.set_schema_to_public()
    with another_process(own_municipality.primary_host) as server:
        assert status(server) == 200
        suspend_municipality(own_municipality, by=BY, on=TODAY, reason="proef")
        assert status(server) == 503
        resume_municipality(own_municipality, by=BY, on=TODAY)
        assert status(server) == 200


def test_who_looked_before_a_change_does_not_undo_it(
    dordrecht: Municipality, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """A request looks the host up, the operator suspends, and only then does the request keep what it found."""
    found = Municipality.objects.get(pk=dordrecht.pk)

    def look_up_and_be_overtaken(host: str) -> Municipality:
        dordrecht.is_suspended = True
        with django_capture_on_commit_callbacks(execute=True):
            tell_hosts(dordrecht)
        return found

    monkeypatch.setattr("tenants.public.municipalities.hosts._look_up", look_up_and_be_overtaken)
    connection.set_schema_to_public()
    municipality_of("dordrecht.localhost")
    known = municipality_of("dordrecht.localhost")
    assert known is not None
    assert known.is_suspended


@pytest.mark.parametrize("host", ["nergens.localhost", "x" * 300 + ".localhost", "not allowed"])
def test_a_page_for_nobody_has_the_headers_of_every_page(db: None, host: str) -> None:
    here = Client(headers={"host": "localhost"}).get("/help")
    nowhere = Client(headers={"host": host}).get("/")
    assert nowhere.status_code in (400, 404)
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert nowhere[name] == here[name]
