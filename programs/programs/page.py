"""What every page of a programme shows around its own tab: where it is, its tabs, what waits, what the mandate allows.

A page of a higher house calls `program_page(...)` and extends `programs/program_page.html`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programs.mandates.models import Mandate
from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from programs.programs.tabs import tabs_of
from tenants.kit.caller import Caller, caller_of
from tenants.kit.clock import today
from tenants.kit.waiting import waiting_for

WAITING_SHOWN = 5


def find_program(request: HttpRequest, program_id: UUID) -> Program:
    """The programme, when this caller may know of it; otherwise 404."""
    rows = Program.objects.visible_to(caller_of(request)).select_related("manager").with_visions()
    return get_object_or_404(rows, pk=program_id)


def program_page(request: HttpRequest, program: Program, current: str) -> dict[str, Any]:
    """The surroundings; `current` is the url_name of the tab that is shown."""
    caller, on = caller_of(request), today()
    waiting = waiting_for(caller, on)[:WAITING_SHOWN]
    return {
        "program": program,
        "tabs": tabs_of(program, caller, current),
        "can_edit": can_edit_program(caller, program) and not program.has_ended,
        "on": on,
        "waiting": [(item, item.is_late(on)) for item in waiting],
        "mandates": mandates_here(caller, program),
    }


def mandates_here(caller: Caller, program: Program) -> list[Mandate]:
    """The caller's own mandates of today that reach an area of this programme, with what was spent this year."""
    if caller.kind != "user":
        return []
    on = today()
    rows = Mandate.objects.held_by(caller).valid_on(on).reaching(program.areas.all())
    return list(rows.with_spent(on.year).prefetch_related("areas"))
