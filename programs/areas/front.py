"""Working areas on the front page."""

from __future__ import annotations

import datetime as dt

from programs.areas.models import Area
from tenants.kit.caller import Caller
from tenants.kit.front import Part, Section
from tenants.kit.order import in_dutch

SHOWN = 12


def _areas(caller: Caller, on: dt.date) -> Section | None:
    """The areas in use, by name. Three queries, whatever their number."""
    rows = list(
        Area.objects.visible_to(caller).valid_on(on).with_regions().order_by(in_dutch("name"), "id")[: SHOWN + 1]
    )
    if not rows:
        return None
    return Section("areas/front.html", {"areas": rows[:SHOWN], "has_more": len(rows) > SHOWN})


AREAS = Part(30, _areas)
