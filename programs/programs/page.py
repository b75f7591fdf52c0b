"""What every page of a programme shows around its own tab: where it is, its tabs and its cards.

A page of another app calls `program_page(...)` and extends `programs/program_page.html`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from programs.programs.aside import cards_of
from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from programs.programs.tabs import tabs_of
from tenants.kit.caller import caller_of
from tenants.kit.clock import today


def find_program(request: HttpRequest, program_id: UUID) -> Program:
    """The programme, when this caller may know of it; otherwise 404."""
    rows = Program.objects.visible_to(caller_of(request)).select_related("manager").with_visions()
    return get_object_or_404(rows, pk=program_id)


def program_page(request: HttpRequest, program: Program, current: str) -> dict[str, Any]:
    """The surroundings; `current` is the url_name of the tab that is shown."""
    caller, on = caller_of(request), today()
    return {
        "program": program,
        "tabs": tabs_of(program, caller, on, current),
        "cards": cards_of(program, caller, on),
        "can_edit": can_edit_program(caller, program, on) and not program.has_ended,
        "on": on,
    }
