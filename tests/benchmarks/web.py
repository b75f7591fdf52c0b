"""A real server and a small load of requests from here, over loopback."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

HOST = "dordrecht.localhost"


@contextmanager
def gunicorn(settings: str, **variables: str) -> Iterator[int]:
    """The product under gunicorn with these settings; gives the port, and stops the server at the end."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:config.web.settings",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    server = subprocess.Popen(
        [*command, "--workers", "1", "--threads", "8", "--worker-class", "gthread", "--log-level", "error"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings, **variables},
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def durations(port: int, path: str, headers: Mapping[str, str], requests: int) -> list[float]:
    """Seconds of each request, one after the other over one connection. Raises when an answer is not 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken = []
    for _ in range(requests):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Host": HOST, **headers})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - start)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
    return taken


def crowd(port: int, path: str, headers: Mapping[str, str], connections: int, requests: int) -> list[float]:
    """The same from so many connections at once; `requests` each."""
    with ThreadPoolExecutor(connections) as pool:
        parts = pool.map(lambda _: durations(port, path, headers, requests), range(connections))
        return [duration for part in parts for duration in part]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")
