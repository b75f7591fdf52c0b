"""Who may do what with working areas."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from programs.areas.reach import is_at_work_in
from tenants.accounts.choices import Role
from tenants.accounts.standing import edits_every_program, makes_programs
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Only an administrator, an area manager or a programme editor can make an area."))
def can_make_area(caller: Caller, on: dt.date) -> bool:
    return makes_programs(caller)


@refusal(_("Only an administrator, a programme editor, or an area manager who works in this area can do this."))
def can_change_area(caller: Caller, area: Area, on: dt.date) -> bool:
    """An area manager also those that they made and nobody works in yet."""
    if edits_every_program(caller):
        return True
    if not caller.has_role(Role.AREA_MANAGER):
        return False
    return is_at_work_in(caller, area, on) or (
        area.made_by == caller.label() and not area.programs.not_ended().exists()
    )
