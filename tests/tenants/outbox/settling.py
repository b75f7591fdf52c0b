"""Waiting for the feed: a transaction of a test that runs beside this one, in the same server, holds it up too."""

from __future__ import annotations

import time

from tenants.outbox.models import Event

SECONDS = 300  # a world that is furnished for a whole module stands in one transaction


def settle() -> None:
    """Returns when the feed shows every event there is; fails when it does not in time."""
    end = time.monotonic() + SECONDS
    while Event.objects.settled().count() < Event.objects.count():
        assert time.monotonic() < end, "The feed does not show what has been committed."
        time.sleep(0.05)
