"""Can this process do its work now? Asked by load balancers and shown to operators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.kit.pooler import REFUSAL, refuse_unsafe_pooler


@dataclass(frozen=True)
class Check:
    """One thing that must work, whether it does, and what to do when it does not."""

    name: str
    title: Promise
    works: bool
    advice: Promise


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _sessions() -> None:
    refuse_unsafe_pooler()


def _cache() -> None:
    cache.set("health", "1", 5)
    if cache.get("health") != "1":
        raise ConnectionError("The cache forgets at once.")


_CHECKS: tuple[tuple[str, Promise, Callable[[], None], Promise], ...] = (
    ("database", _("Database"), _database, _("Start PostgreSQL, or correct DATABASE_URL.")),
    ("pooler", _("Connections"), _sessions, REFUSAL),
    ("broker", _("Broker and cache"), _cache, _("Start Valkey or Redis, or correct BROKER_URL.")),
)


def look() -> list[Check]:
    """The state of everything the process needs; never raises, and tells nothing that a stranger may not know."""
    return [Check(name, title, _answers(ask), advice) for name, title, ask, advice in _CHECKS]


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:  # (whatever is wrong, the answer is that it does not work)
        return False
    return True
