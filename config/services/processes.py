"""Starting a server as the right user, and knowing whether a process still lives."""

import os
import pwd
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType

from .errors import ServiceError
from .places import Place, explained, name_of

# With this one capability a server that runs as “nobody” reads binaries and data below a folder such as /root, which
# is closed to it. The other way, opening the parent folders to everybody, would change what is not ours.
CAPABILITY_TO_REACH_DATA = "dac_override"


def run_as_owner(place: Place, command: Sequence[str], *, environment: dict[str, str] | None = None) -> str:
    """Run a program to its end as the servers' user; its output, or a ServiceError with the last line of it."""
    done = subprocess.run(
        [*prefix(place, command[0]), *command],
        capture_output=True,
        text=True,
        env=_environment(environment),
        cwd="/",
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    raise ServiceError(explain_output(Path(command[0]).name, done.stdout + done.stderr, place))


def launch(
    place: Place, command: Sequence[str], log: Path, *, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a server apart from our terminal, so that Ctrl-C reaches us and not it; a test's server dies with us."""
    as_child = ["setpriv", "--pdeathsig", "INT"] if place.for_tests and shutil.which("setpriv") else []
    with explained(log.parent), log.open("ab") as output:
        return subprocess.Popen(
            [*_merge(prefix(place, command[0]), as_child), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(environment),
            cwd="/",
            start_new_session=True,
        )


def prefix(place: Place, binary: str) -> list[str]:
    """What to put before a command so that it runs as the servers' user; nothing for an ordinary user."""
    if not Path(binary).exists():
        raise ServiceError(f"{binary} is missing; run “make install” to build the environment again.")
    if os.geteuid() != 0:
        return []
    return _prefix_of_root(place.owner, binary, str(place.root))


@cache
def _prefix_of_root(owner: int, binary: str, folder: str) -> list[str]:
    if shutil.which("setpriv") is None:
        raise ServiceError(
            "PostgreSQL does not run as root and “setpriv” (package util-linux) is missing to run it as another user; "
            "start Raderwerk as an ordinary user."
        )
    group = pwd.getpwuid(owner).pw_gid
    plain = ["setpriv", f"--reuid={owner}", f"--regid={group}", "--clear-groups"]
    # The securebit makes access(2), which initdb asks before it runs its sister programs, count the capability too.
    capability = [f"--inh-caps=+{CAPABILITY_TO_REACH_DATA}", f"--ambient-caps=+{CAPABILITY_TO_REACH_DATA}"]
    stronger = [*plain, "--securebits=+no_setuid_fixup", *capability]
    for candidate in (plain, stronger):
        reach = f'test -x "{folder}" && "{binary}" --version'
        if subprocess.run([*candidate, "sh", "-c", reach], capture_output=True, cwd="/", check=False).returncode == 0:
            return candidate
    raise ServiceError(
        f"{name_of(owner).capitalize()}, as whom PostgreSQL must run because it refuses root, cannot reach {folder}; "
        f"start Raderwerk as an ordinary user, or name a folder open to that user in RADERWERK_HOME."
    )


def _merge(first: list[str], second: list[str]) -> list[str]:
    return [*first, *second[1:]] if first and second else [*first, *second]


def _environment(extra: dict[str, str] | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8", **(extra or {})}


def is_alive(process_id: int) -> bool:
    """Whether the process runs; one that died but was not collected by its parent does not count."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{process_id}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return not status.parent.parent.joinpath("self").exists()


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def explain_output(program: str, output: str, place: Place) -> str:
    """One sentence from what a program wrote before it gave up."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if any("No space left on device" in line for line in lines):
        return f"The disk that holds {place.root} is full; make room, or name another folder in RADERWERK_HOME."
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower() or "#" in line] or lines
    last = telling[-1] if telling else "it said nothing"
    return f"{program} could not do its work in {place.root}: {last.rstrip('.')}; its log is in {place.logs}."


@contextmanager
def leaving_cleanly() -> Iterator[None]:
    """Let SIGTERM and a closed terminal unwind like Ctrl-C does, so that `finally` stops what was started."""

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    # Only the main thread may do this (another one has somebody who does); what nohup ignores stays ignored.
    in_main = threading.current_thread() is threading.main_thread()
    wanted = [each for each in (signal.SIGTERM, signal.SIGHUP) if in_main and signal.getsignal(each) != signal.SIG_IGN]
    before = {each: signal.signal(each, leave) for each in wanted}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
