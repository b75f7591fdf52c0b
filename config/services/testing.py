"""An instance of its own for one test run, in the temporary directory, removed at the end."""

import atexit
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import postgres, valkey
from .both import ensure_both, is_embedded, stop_both
from .places import LONGEST_SOCKET_FOLDER, Place
from .processes import leaving_cleanly


@dataclass(frozen=True)
class TestServices:
    """The services of one test run; hand `environment` to the processes of the run."""

    __test__ = False

    environment: dict[str, str]
    place: Place | None
    book: IO[str] | None = None

    def stop(self) -> None:
        """Stop the servers and remove their folder; harmless when called twice."""
        if self.place is not None and self.place.root.exists():
            stop_both(self.place)
            shutil.rmtree(self.place.root, ignore_errors=True)
        if self.book is not None:
            self.book.close()


def start_for_tests() -> TestServices:
    """An instance of its own for this test run; what DATABASE_URL and BROKER_URL name is used as it is."""
    database, broker = is_embedded("DATABASE_URL"), is_embedded("BROKER_URL")
    given = {name: os.environ[name] for name in ("DATABASE_URL", "BROKER_URL") if os.environ.get(name)}
    if not (database or broker):
        return TestServices(given, None)
    place = temporary_place()
    environment = {"DATABASE_URL": postgres.url(place), "BROKER_URL": valkey.url(place)} | given
    started = TestServices(environment, place, place.sign_in())
    atexit.register(started.stop)  # also when the run ends before its own cleaning up
    try:
        with place.locked():
            ensure_both(place, database=database, broker=broker)
    except BaseException:
        started.stop()
        raise
    return started


@contextmanager
def test_services() -> Iterator[TestServices]:
    """The same as a block: started on entry, stopped and removed on leaving."""
    started = start_for_tests()
    with leaving_cleanly():
        try:
            yield started
        finally:
            started.stop()


TEST_PREFIX = "raderwerk-test-"


def temporary_place() -> Place:
    """A place of its own for one test run, with a path short enough for sockets."""
    base = _temporary_directory()
    _sweep(base)
    return Place(Path(tempfile.mkdtemp(prefix=TEST_PREFIX, dir=base)), for_tests=True)


def _temporary_directory() -> Path:
    base = Path(tempfile.gettempdir())
    if len(os.fsencode(base)) > LONGEST_SOCKET_FOLDER - 30:
        return Path("/tmp")  # noqa: S108 - mkdtemp makes a folder of our own in it
    return base


def _sweep(base: Path) -> None:
    """Remove what killed test runs left behind: places that nobody is signed in to. On Linux their servers died with them."""
    for root in base.glob(f"{TEST_PREFIX}*"):
        with suppress(OSError):
            if time.time() - root.stat().st_mtime < 60:  # perhaps being made at this moment
                continue
            if postgres.running(Place(root)) is not None:
                continue
            with (root / "users").open("a") as book:
                fcntl.flock(book, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(root, ignore_errors=True)
