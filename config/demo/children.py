"""The processes of the demo: web server, worker and clock. They end when we end, however we end."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from config.services import ServiceError, logs, status
from config.services.places import explained

PR_SET_PDEATHSIG = 1
PATIENCE = 15


def check_port(host: str, port: int) -> None:
    """Raises ServiceError when somebody else listens there."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as refusal:
        raise ServiceError(
            f"Port {port} of {host} cannot be used ({(refusal.strerror or 'unknown reason').lower()}); perhaps a demo "
            f"runs there already; stop what uses it, or choose another port: make demo ARGS='--port {port + 1}'."
        ) from refusal


def free_port(host: str) -> int:
    with socket.socket() as trial:
        trial.bind((host, 0))
        return int(trial.getsockname()[1])


@dataclass
class Children:
    """Started in turn, stopped in the opposite order."""

    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_web(self, host: str, port: int) -> None:
        """gunicorn; returns when it answers."""
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._start("web", ["gunicorn", "config.wsgi", "--bind", bind, *GUNICORN])
        deadline = time.monotonic() + 60
        while not _listens(host, port):
            self.check()
            if time.monotonic() > deadline:
                raise ServiceError(f"The web server did not answer within a minute; {logs() / 'web.log'} says why.")
            time.sleep(0.1)

    def start_worker(self) -> None:
        self._start(
            "worker", ["celery", "--app", "config.celery", "worker", "--concurrency", "2", "--without-mingle", *CELERY]
        )

    def start_clock(self) -> None:
        self._start("clock", ["celery", "--app", "config.celery", "beat", "--pidfile=", *CELERY])

    def _start(self, name: str, module_and_arguments: list[str]) -> None:
        log = logs() / f"{name}.log"
        ours = os.getpid()
        with explained(log.parent):
            log.parent.mkdir(parents=True, exist_ok=True)
            output = log.open("ab")
        with output:
            # A session of its own, so that Ctrl-C reaches us first and we stop them in order.
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *module_and_arguments],
                cwd=Path(__file__).resolve().parents[2],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: _end_with(ours),  # noqa: PLW1509 - no thread runs here
            )

    def check(self) -> None:
        """Raises ServiceError when one of them has ended by itself."""
        for name, child in self.running.items():
            if child.poll() is not None:
                raise ServiceError(
                    f"The {name} process ended by itself (status {child.returncode}); {logs() / name}.log says why."
                )

    def watch(self) -> None:
        """Return only by Ctrl-C, a signal, or the end of a child or of a server that they need."""
        while True:
            self.check()
            for name, service in status().items():
                if service["running"] is False:
                    raise ServiceError(
                        f"The {name} is gone: its server was stopped, or ended by itself. Start the demo again."
                    )
            time.sleep(0.5)

    def stop(self) -> None:
        """Ask politely, then not; a worker that waits for a long task must not keep the terminal."""
        for child in reversed(self.running.values()):
            with suppress(ProcessLookupError):
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in reversed(self.running.values()):
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(deadline - time.monotonic(), 0.1))
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)  # what is left of its own children
            child.wait()
        self.running.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


GUNICORN = ["--config", "python:config.web.settings"]
CELERY = ["--loglevel", "INFO"]


def _listens(host: str, port: int) -> bool:
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


def _end_with(parent: int) -> None:
    """In the child, before the program starts: be told when the parent dies, also when it is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
