"""The embedded services: PostgreSQL and Valkey from Python packages, for a demo, development and tests.

With DATABASE_URL and BROKER_URL set, nothing here starts anything. Otherwise both servers live in one folder, are
reached by sockets, and run as long as somebody uses them: the first process that needs them starts them, the last one
that leaves stops them, whichever that is. To use other packages, replace `postgres.py` or `valkey.py`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from . import postgres, valkey
from .both import ensure_both, is_embedded, stop_both
from .errors import ServiceError
from .places import Place, home
from .postgres import pg_dump_path
from .processes import leaving_cleanly
from .testing import TestServices, start_for_tests, test_services

__all__ = [
    "Place",
    "ServiceError",
    "TestServices",
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


@dataclass(frozen=True)
class Service:
    """A server that runs: its address, and whether we manage it or the operator does."""

    url: str
    embedded: bool


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
    if is_embedded("DATABASE_URL"):
        _ensure(Place(home()), database=True, broker=False)
    return Service(database_url(), embedded=is_embedded("DATABASE_URL"))


def ensure_broker() -> Service:
    """A broker that answers, started if need be; it stays until `stop()` or the last user of `services()` leaves."""
    if is_embedded("BROKER_URL"):
        _ensure(Place(home()), database=False, broker=True)
    return Service(broker_url(), embedded=is_embedded("BROKER_URL"))


def keep() -> None:
    """Start what is embedded and let it run until `stop()`."""
    place = Place(home())
    with place.locked():
        place.kept.touch()
        ensure_both(place, database=is_embedded("DATABASE_URL"), broker=is_embedded("BROKER_URL"))


def stop() -> bool:
    """Stop the embedded services, whoever uses them; False when none ran."""
    place = Place(home())
    if not place.root.exists():
        return False
    with place.locked():
        place.kept.unlink(missing_ok=True)
        return stop_both(place)


def status() -> dict[str, dict[str, object]]:
    """What runs where, for `manage.py services status`."""
    place = Place(home())
    return {
        "database": _state(postgres.running(place), database_url(), is_embedded("DATABASE_URL")),
        "broker": _state(valkey.running(place), broker_url(), is_embedded("BROKER_URL")),
    }


def _state(process_id: int | None, url: str, embedded: bool) -> dict[str, object]:
    if not embedded:  # the address may hold a password
        return {"embedded": False, "running": None, "processId": None, "url": None}
    return {"embedded": True, "running": process_id is not None, "processId": process_id, "url": url}


@contextmanager
def services(*, database: bool = True, broker: bool = True) -> Iterator[None]:
    """Within this block the services run. The last process to leave such a block, by whatever way, stops them."""
    database, broker = database and is_embedded("DATABASE_URL"), broker and is_embedded("BROKER_URL")
    if not (database or broker):
        yield
        return
    place = Place(home())
    with leaving_cleanly():
        with place.locked():
            book = place.sign_in()
            try:
                ensure_both(place, database=database, broker=broker)
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
            stop_both(place)


def _ensure(place: Place, *, database: bool, broker: bool) -> None:
    with place.locked():
        ensure_both(place, database=database, broker=broker)


def logs() -> Path:
    """Where the servers, and the processes of the demo, write their logs."""
    return Place(home()).logs
