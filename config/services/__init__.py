"""The embedded services: PostgreSQL and Valkey from Python packages, for a demo, development and tests.

With DATABASE_URL and BROKER_URL set, nothing here starts anything. Otherwise both servers live in one folder, are
reached by sockets, and run as long as somebody uses them: the first process that needs them starts them, the last one
that leaves stops them, whichever that is. To use other packages, replace `postgres.py` or `valkey.py`.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import postgres, valkey
from .errors import ServiceError
from .places import Place, home, temporary_place
from .postgres import pg_dump_path
from .processes import leaving_cleanly

__all__ = [
    "Place",
    "ServiceError",
    "broker_url",
    "cache_url",
    "database_url",
    "ensure_broker",
    "ensure_database",
    "home",
    "keep",
    "logs",
    "pg_dump_path",
    "services",
    "start_for_tests",
    "status",
    "stop",
    "test_services",
]

NOT_FOR_PRODUCTION = (
    "Raderwerk starts its own PostgreSQL and Valkey in {folder}: good for trying out and developing, not for "
    "production. There, set DATABASE_URL and BROKER_URL."
)


@dataclass(frozen=True)
class Service:
    """A server that runs: its address, and whether we manage it or the operator does."""

    url: str
    embedded: bool


def _embedded(variable: str) -> bool:
    return not os.environ.get(variable)


def database_url() -> str:
    """The address of the database; cheap, and starts nothing."""
    return os.environ.get("DATABASE_URL") or postgres.url(Place(home()))


def broker_url() -> str:
    """The address of Celery's broker; cheap, and starts nothing."""
    return os.environ.get("BROKER_URL") or valkey.url(Place(home()))


def cache_url() -> str:
    """The same server for Django's cache, whose client spells a socket's address in its own way."""
    return broker_url().replace("redis+socket://", "unix://", 1)


def ensure_database() -> Service:
    """A database that answers, started if need be; it stays until `stop()` or the last user of `services()` leaves."""
    if _embedded("DATABASE_URL"):
        _ensure(Place(home()), database=True, broker=False)
    return Service(database_url(), embedded=_embedded("DATABASE_URL"))


def ensure_broker() -> Service:
    """A broker that answers, started if need be; it stays until `stop()` or the last user of `services()` leaves."""
    if _embedded("BROKER_URL"):
        _ensure(Place(home()), database=False, broker=True)
    return Service(broker_url(), embedded=_embedded("BROKER_URL"))


def keep() -> None:
    """Start what is embedded and let it run until `stop()`."""
    place = Place(home())
    with place.locked():
        place.kept.touch()
        _ensure_locked(place, database=_embedded("DATABASE_URL"), broker=_embedded("BROKER_URL"))


def stop() -> bool:
    """Stop the embedded services, whoever uses them; False when none ran."""
    place = Place(home())
    if not place.root.exists():
        return False
    with place.locked():
        place.kept.unlink(missing_ok=True)
        return _stop_locked(place)


def status() -> dict[str, dict[str, object]]:
    """What runs where, for `manage.py services status`."""
    place = Place(home())
    return {
        "database": _state(postgres.running(place), database_url(), _embedded("DATABASE_URL")),
        "broker": _state(valkey.running(place), broker_url(), _embedded("BROKER_URL")),
    }


def _state(process_id: int | None, url: str, embedded: bool) -> dict[str, object]:
    if not embedded:  # the address may hold a password
        return {"embedded": False, "running": None, "processId": None, "url": None}
    return {"embedded": True, "running": process_id is not None, "processId": process_id, "url": url}


@contextmanager
def services(*, database: bool = True, broker: bool = True) -> Iterator[None]:
    """Within this block the services run. The last process to leave such a block, by whatever way, stops them."""
    database, broker = database and _embedded("DATABASE_URL"), broker and _embedded("BROKER_URL")
    if not (database or broker):
        yield
        return
    place = Place(home())
    with leaving_cleanly():
        with place.locked():
            book = place.sign_in()
            try:
                _ensure_locked(place, database=database, broker=broker)
            except BaseException:
                _leave(place, book)
                raise
        try:
            yield
        finally:
            with place.locked():
                _leave(place, book)


def _leave(place: Place, book: IO[str]) -> None:
    with book:
        if place.is_last(book) and not place.kept.exists():
            _stop_locked(place)


def _ensure(place: Place, *, database: bool, broker: bool) -> None:
    with place.locked():
        _ensure_locked(place, database=database, broker=broker)


def _ensure_locked(place: Place, *, database: bool, broker: bool) -> None:
    if not place.for_tests and not postgres.running(place) and not valkey.running(place):
        print(NOT_FOR_PRODUCTION.format(folder=place.root), file=sys.stderr)  # noqa: T201 - no logging is set up yet
    place.prepare()
    if database:
        postgres.ensure(place)
    if broker:
        valkey.ensure(place)


def _stop_locked(place: Place) -> bool:
    return any([valkey.stop(place), postgres.stop(place)])


@dataclass(frozen=True)
class TestServices:
    """The services of one test run; hand `environment` to the processes of the run."""

    __test__ = False

    environment: dict[str, str]
    place: Place | None

    def stop(self) -> None:
        """Stop the servers and remove their folder; harmless when called twice."""
        if self.place is not None and self.place.root.exists():
            _stop_locked(self.place)
            shutil.rmtree(self.place.root, ignore_errors=True)


def start_for_tests() -> TestServices:
    """An instance of its own for this test run; what DATABASE_URL and BROKER_URL name is used as it is."""
    database, broker = _embedded("DATABASE_URL"), _embedded("BROKER_URL")
    given = {name: os.environ[name] for name in ("DATABASE_URL", "BROKER_URL") if os.environ.get(name)}
    if not (database or broker):
        return TestServices(given, None)
    place = temporary_place()
    started = TestServices({"DATABASE_URL": postgres.url(place), "BROKER_URL": valkey.url(place)} | given, place)
    try:
        _ensure(place, database=database, broker=broker)
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


def logs() -> Path:
    """Where the servers, and the processes of the demo, write their logs."""
    return Place(home()).logs
