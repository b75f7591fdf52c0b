"""Programmes on the front page."""

from __future__ import annotations

import datetime as dt

from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.decades import span
from tenants.kit.front import Part, Section
from tenants.kit.order import in_dutch

SHOWN = 8


def _programs(caller: Caller, on: dt.date) -> Section | None:
    """The programmes the caller may know of, by title. One query, whatever their number."""
    rows = list(Program.objects.visible_to(caller).with_term().order_by(in_dutch("title"), "id")[: SHOWN + 1])
    if not rows:
        return None
    scale = span([(row.begin, row.horizon_year) for row in rows[:SHOWN]], on)
    shown = {"programs": rows[:SHOWN], "has_more": len(rows) > SHOWN, "scale": scale}
    return Section("programs/front.html", shown)


PROGRAMS = Part(20, _programs)
