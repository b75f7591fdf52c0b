"""Who may do what with indicators. Whether it is possible in the present state is for the action to say."""

from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_edit_indicators(caller: Caller, program: Program) -> bool:
    """What is measured, from where to where: whoever edits the programme."""
    return can_edit_program(caller, program)


def can_record_observation(caller: Caller, program: Program) -> bool:
    """Values of our own come from whoever keeps the figures too."""
    return can_edit_program(caller, program) or caller.has_role(Role.DATA_STEWARD)


def can_judge_indicators(caller: Caller) -> bool:
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR, Role.DATA_STEWARD)
