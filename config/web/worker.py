"""A gunicorn worker in which slow and endless requests stop nobody else.

Many cheap threads read requests, whole, within a deadline; a few answer them, each with its own connection to the
database. So half a request holds a thread that would otherwise do nothing, and never one that answers. Whoever can hold
all readers of all workers still stops the service: a proxy that buffers belongs in front (docs/operating.md).
"""

from __future__ import annotations

import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from gunicorn import util
from gunicorn.http.body import Body
from gunicorn.workers.gthread import ThreadWorker

# Requests that one worker answers at the same time, and connections to the database that it keeps.
ANSWERING = int(os.environ.get("WEB_THREADS", "4"))
# A request has so many seconds, and one more for every so many bytes: a large file may take its time.
PATIENCE, SLOWEST = 20.0, 100_000
# For what takes an answer slowly.
TAKING = 60.0
# Above what any page or address of ours takes (100 MB for a file of figures).
LARGEST = 120_000_000
IN_MEMORY = 1_000_000


class Refused(Exception):
    """What the server itself refuses, before Django sees it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class PatientSocket:
    """A socket whose reader has a deadline for the whole request, not for each of its drops."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._deadline: float | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def expect_request(self) -> None:
        self._deadline = time.monotonic() + PATIENCE

    def expect_nothing(self) -> None:
        self._deadline = None

    def recv(self, size: int, *flags: int) -> bytes:
        if self._deadline is None:
            return self._sock.recv(size, *flags)
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Refused(408)
        self._sock.settimeout(left)
        try:
            received = self._sock.recv(size, *flags)
        except TimeoutError:
            raise Refused(408) from None
        finally:
            self._sock.settimeout(None)
        self._deadline += len(received) / SLOWEST
        return received

    def sendall(self, data: bytes, *flags: int) -> None:
        waiting = self._sock.gettimeout()
        self._sock.settimeout(TAKING)
        try:
            self._sock.sendall(data, *flags)
        finally:
            self._sock.settimeout(waiting)


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's worker with threads, in two parts: readers and answerers."""

    def init_process(self) -> None:
        self.answerers = ThreadPoolExecutor(max_workers=ANSWERING, thread_name_prefix="answers")
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        if not isinstance(conn.sock, PatientSocket):
            conn.sock = PatientSocket(conn.sock)
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        conn.sock.expect_request()
        try:
            return super().handle(conn)
        finally:
            conn.sock.expect_nothing()

    def handle_request(self, req: Any, conn: Any) -> Any:
        sent = req.body
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            _read_whole(req, body)
            try:
                return self.answerers.submit(super().handle_request, req, conn).result()
            finally:
                # Before the next request of this connection gunicorn looks whether this one was read to its end.
                req.body = sent

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        if isinstance(exc, Refused):
            self.log.info("Refused a request of %s with %s", addr, exc.status)
            util.write_error(client, exc.status, "", "")
        else:
            super().handle_error(req, client, addr, exc)


def _read_whole(req: Any, body: IO[bytes]) -> None:
    """The body of a request, from the network into memory or a file, where the answerer finds it."""
    while piece := req.body.read(65_536):
        if body.tell() + len(piece) > LARGEST:
            raise Refused(413)
        body.write(piece)
    body.seek(0)
    req.body = Body(body)


def _write_problem(sock: Any, status: int, _reason: str, _message: str) -> None:
    """In the place of gunicorn's own page, which is HTML whatever was asked; the path is often not known here."""
    from tenants.kit.api.middleware import refusal_of_server

    try:
        sock.sendall(refusal_of_server(status))
    except OSError:
        return


# gunicorn's worker calls it by this name.
util.write_error = _write_problem
