"""How many requests a key, a person or an address may send in a minute, so that nobody takes the room of all others.

Counted in the cache, which all processes share, by minutes of the clock. While the cache is away nobody is refused.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

MINUTE = 60


class Counted(StrEnum):
    """What is counted apart."""

    READING = "reading"
    CHANGING = "changing"
    WRONG_KEY = "wrong-key"
    FORMS = "forms"


# Which part of API_REQUESTS_PER_MINUTE there is for each; FORMS_PER_MINUTE is all for forms.
_PARTS = {Counted.READING: 1, Counted.CHANGING: 5, Counted.WRONG_KEY: 10}


@dataclass(frozen=True)
class Room:
    """What somebody has left of one kind in this minute; below nothing when it was too much."""

    kind: Counted
    quota: int
    left: int
    seconds: int

    def headers(self) -> dict[str, str]:
        """As the draft standard of the IETF writes them (RateLimit header fields for HTTP)."""
        return {
            "RateLimit-Policy": f'"{self.kind}";q={self.quota};w={MINUTE}',
            "RateLimit": f'"{self.kind}";r={max(self.left, 0)};t={self.seconds}',
        }

    @property
    def is_overdrawn(self) -> bool:
        return self.left < 0


def room_of(kind: Counted, who: str) -> Room | None:
    """After this request. None: there is no limit, or nothing to count with."""
    quota = _quota(kind)
    if not quota:
        return None
    minute, gone = divmod(int(time.time()), MINUTE)
    key = f"limit:{kind}:{who}:{minute}"
    try:
        cache.add(key, 0, 2 * MINUTE)
        used = cache.incr(key)
    except RedisError:
        return None
    return Room(kind, quota, quota - used, MINUTE - gone)


def _quota(kind: Counted) -> int:
    """0: there is no limit."""
    if kind is Counted.FORMS:
        return int(settings.FORMS_PER_MINUTE)
    of_all = int(settings.API_REQUESTS_PER_MINUTE)
    return of_all and max(of_all // _PARTS[kind], 1)
