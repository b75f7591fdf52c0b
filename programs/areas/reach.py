"""In which areas somebody is at work: each app that puts people to work in areas declares a `Reach` in its `reach.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from programs.areas.models import Area
from tenants.kit.caller import Caller
from tenants.kit.found import found


@dataclass(frozen=True)
class Reach:
    """`areas(caller, on)`: the areas in which the caller is at work on a day, for one reason."""

    order: int
    areas: Callable[[Caller, dt.date], QuerySet[Area]]


def is_at_work_in(caller: Caller, area: Area, on: dt.date) -> bool:
    """By a programme, a mandate or whatever else puts people to work there. A query for each of those."""
    return any(reach.areas(caller, on).filter(pk=area.pk).exists() for reach in found("reach", Reach))
