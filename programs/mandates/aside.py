"""The caller's own mandates beside a programme: what may be decided here, and the room that is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from programs.mandates.models import Mandate
from programs.programs.aside import Card
from programs.programs.models import Program
from tenants.kit.caller import Caller


def _mandates(caller: Caller, program: Program, on: dt.date) -> Mapping[str, Any] | None:
    if caller.kind != "user":
        return None
    rows = Mandate.objects.in_force_for(caller, on).reaching(program.areas.all())
    mandates = list(rows.with_spent(on.year).prefetch_related("areas"))
    return {"mandates": mandates, "program": program, "on": on} if mandates else None


MANDATES = Card(20, "mandates/mandate_cards.html", _mandates)
