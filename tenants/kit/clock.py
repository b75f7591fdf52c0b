"""The one place that knows what day it is."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone


def today() -> dt.date:
    """The day in the municipality's time zone, or the day that `RADERWERK_TODAY` fixes (the demo does)."""
    fixed: dt.date | None = settings.RADERWERK_TODAY
    # Not the current zone: the API runs in UTC.
    return fixed or timezone.localdate(timezone=timezone.get_default_timezone())


def now() -> dt.datetime:
    """The present moment in UTC. Recorded moments are always real, also when the day is fixed."""
    return timezone.now()  # noqa: TID251 (the one place)
