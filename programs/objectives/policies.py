"""Who may do what with objectives."""

from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from tenants.kit.caller import Caller


def can_set_objective(caller: Caller, program: Program) -> bool:
    return can_edit_program(caller, program)
