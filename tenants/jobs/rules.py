"""When work counts as abandoned. Pure."""

from __future__ import annotations

import datetime as dt

# A worker says so often that it lives, and has lost the work when it has said nothing for so long. With the clock's round
# in between, a job whose worker was killed says so within two minutes.
BEAT = dt.timedelta(seconds=10)
LEASE = dt.timedelta(seconds=45)
ROUND = dt.timedelta(seconds=30)
# A job that waits for so long is put in the queue once more: the queue may have lost it. Two copies do no harm.
PATIENCE = dt.timedelta(minutes=10)
# Whoever wants to start lost work again needs its file; after so long it is removed.
KEEP_UPLOAD = dt.timedelta(days=1)


def is_abandoned(heartbeat_at: dt.datetime | None, now: dt.datetime) -> bool:
    return heartbeat_at is None or heartbeat_at + LEASE < now
