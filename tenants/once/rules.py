"""How long a request is remembered, and what makes two requests the same one."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

# How long the same key gets the same answer.
KEPT = dt.timedelta(hours=24)
# After this the process that claimed a request is taken for dead: no server lets a request live so long.
LEASE = dt.timedelta(minutes=2)


def digest(parts: Iterable[bytes]) -> str:
    """A hash of the parts in their order; where one ends and the next begins counts."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()
