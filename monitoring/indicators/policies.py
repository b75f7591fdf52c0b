"""Who may do what with indicators. Whether it is possible in the present state is for the action to say."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from tenants.accounts.choices import Role
from tenants.accounts.standing import holds
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Only whoever edits this programme or keeps the figures can record a value."))
def can_record_observation(caller: Caller, program: Program, on: dt.date) -> bool:
    """Values of our own come from whoever keeps the figures too."""
    return can_edit_program(caller, program, on) or caller.has_role(Role.DATA_STEWARD)


@refusal(_("Only an administrator or whoever keeps the figures can have everything judged."))
def can_judge_indicators(caller: Caller, on: dt.date) -> bool:
    return holds(caller, Role.ADMINISTRATOR, Role.DATA_STEWARD)
