"""Programmes on the front page."""

from __future__ import annotations

import datetime as dt

from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.front import Part, Section

SHOWN = 8


def _programs(caller: Caller, on: dt.date) -> Section | None:
    """The programmes the caller may know of, by title. Four queries, whatever their number."""
    rows = list(Program.objects.visible_to(caller).with_visions().order_by("title", "id")[: SHOWN + 1])
    if not rows:
        return None
    return Section("programs/front.html", {"programs": rows[:SHOWN], "has_more": len(rows) > SHOWN})


PROGRAMS = Part(20, _programs)
