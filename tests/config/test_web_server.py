"""The web server as it is started: limits before Django, and slow requests that stop nobody else."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from config.demo.children import free_port
from config.web import worker
from tenants.public.municipalities.models import Municipality
from tests import cast as people
from tests.participation.commitments.things import set_up

LIVE = "/_health/live"


def environment() -> dict[str, str]:
    """The child's: the database of this test."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address, "WEB_CONCURRENCY": "1"}


@pytest.fixture
def port(own_municipality: Municipality) -> Iterator[int]:
    found = free_port("127.0.0.1")
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.web.settings", "config.wsgi"]
    server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{found}", "--log-level", "error"], env=environment())
    try:
        deadline = time.monotonic() + 40
        while True:
            try:
                if ask(found, LIVE)[0] == 200:
                    break
            except OSError:
                assert time.monotonic() < deadline, "The server did not start."
                time.sleep(0.1)
        yield found
    finally:
        server.terminate()
        server.wait(20)


Answer = tuple[int, Any, dict[str, str]]


def ask(port: int, path: str, headers: Mapping[str, str] = {}, body: bytes | None = None) -> Answer:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET" if body is None else "POST", path, body, {"Host": "localhost", **headers})
    answer = line.getresponse()
    text = answer.read()
    line.close()
    told = json.loads(text) if "json" in answer.headers.get("Content-Type", "") else text
    return answer.status, told, dict(answer.headers)


def test_what_is_too_large_is_a_problem_document(port: int, own_municipality: Municipality) -> None:
    stage, host = set_up(people.present().manager), own_municipality.domains.get().domain
    credential = {"Host": host, "Authorization": f"Api-Key {stage.credential}"}
    offers = f"/api/v1/programs/{stage.program.pk}/commitments"
    large = b'{"description": "' + b"x" * 50_000_000 + b'"}'
    found = {
        414: ask(port, f"/api/v1/figures?topic={'x' * 5_000}", credential),
        431: ask(port, "/api/v1/me", {**credential, "X-Long": "x" * 20_000}),
        413: ask(port, offers, {**credential, "Content-Type": "application/json"}, large),
    }
    for status, (answered, told, headers) in found.items():
        assert answered == status
        assert headers["Content-Type"] == "application/problem+json"
        assert (told["status"], told["type"].startswith("/api/v1/problems/")) == (status, True)
        assert told["detail"]
        assert headers["API-Version"]
        assert headers["Cache-Control"] == "no-store"
    assert ask(port, "/api/v1/me", credential)[0] == 200


def test_a_visitors_header_is_no_part_of_the_address(port: int) -> None:
    """gunicorn takes these from whoever stands nearest, and falls over a path that does not begin with SCRIPT_NAME."""
    for header in ("SCRIPT_NAME", "PATH_INFO"):
        assert ask(port, LIVE, {header: "/_health"})[:2] == (200, {"status": "live"})
        assert ask(port, LIVE, {header: "/elsewhere"})[:2] == (200, {"status": "live"})
        assert ask(port, "/_health/nowhere", {header: LIVE})[0] == 404


def test_a_visitor_does_not_say_that_this_is_https(port: int) -> None:
    """Two such headers that contradict each other were refused."""
    for told in ({"X-Forwarded-Proto": "https"}, {"X-Forwarded-Ssl": "on", "X-Forwarded-Proto": "http"}):
        status, _told, headers = ask(port, "/api/v1/nowhere", {**told, "Host": "localhost"})
        assert status == 404
        assert "Strict-Transport-Security" not in headers


NAMED = ["charset=hex", "charset=undefined", "charset=utf-16", "CHARSET=rot13"]
HALF_NAMED = ["charset*=nonsense''a", "charset*=hex''a", "charset*=''hex", "charset=nonsense", "charset"]


def test_no_encoding_that_a_visitor_names_breaks_the_server(port: int, own_municipality: Municipality) -> None:
    """Django reads the address in it, before there is any middleware."""
    host = own_municipality.domains.get().domain
    for encoding in (*NAMED, *HALF_NAMED):
        sent = {"Content-Type": f"application/x-www-form-urlencoded; {encoding}", "Cookie": f"csrftoken={'a' * 32}"}
        for here in ("localhost", host):
            for body in (b"login=a", None):
                status, told, headers = ask(port, "/account/login/?a=b", {**sent, "Host": here}, body)
                assert headers["Content-Type"].startswith("text/html")
                assert headers["Content-Security-Policy"]
                assert (status, "UTF-8" in told.decode()) == (415, True) if encoding in NAMED else status < 500
        status, told, _headers = ask(port, "/api/v1/areas?a=b", {**sent, "Host": host}, b"{}")
        assert status == told["status"] < 500


@pytest.mark.parametrize(
    "half",
    [
        b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nlogin=",
        b"GET /_health/live HTTP/1.1\r\nHost: localhost\r\nX-Half: ",
        b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nlo",
    ],
    ids=["body", "headers", "chunk"],
)
def test_ten_half_requests_stop_nobody(port: int, half: bytes) -> None:
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(10)]
    for line in lines:
        line.sendall(half)
    time.sleep(0.5)
    with ThreadPoolExecutor(8) as crowd:
        start = time.monotonic()
        answers = list(crowd.map(lambda _: ask(port, LIVE)[0], range(40)))
    assert answers == [200] * 40
    assert time.monotonic() - start < 5
    for line in lines:
        line.close()


def test_one_connection_carries_one_request_after_another(port: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.connect()
    first = line.sock
    for size in (10, 3_000_000, 10):
        line.request("POST", "/api/v1/nowhere", b"x" * size, {"Host": "localhost", "Content-Type": "application/json"})
        answer = line.getresponse()
        assert answer.status == 404
        answer.read()
        assert line.sock is first, "The server closed the connection."
    line.close()


def test_a_request_that_never_ends_is_refused_in_the_end() -> None:
    """A drop now and then does not put the deadline off."""
    ours, theirs = socket.socketpair()
    patient = worker.PatientSocket(theirs)
    patient.expect_request()
    patient._deadline = time.monotonic() + 0.2
    with pytest.raises(worker.Refused) as refused:
        for _drop in range(100):
            ours.sendall(b"x")
            patient.recv(1)
            time.sleep(0.01)
    assert refused.value.status == 408
