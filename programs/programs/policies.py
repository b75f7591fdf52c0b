"""Who may do what with programmes. Whether something is possible in its present state is for the action to say."""

from programs.programs.models import Program
from programs.programs.querysets import sees_drafts
from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_start_program(caller: Caller) -> bool:
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR, Role.AREA_MANAGER, Role.PROGRAM_EDITOR)


def can_choose_manager(caller: Caller) -> bool:
    """An area manager starts programmes for themselves."""
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR, Role.PROGRAM_EDITOR)


def can_see_drafts(caller: Caller) -> bool:
    return sees_drafts(caller)


def can_edit_program(caller: Caller, program: Program) -> bool:
    """Vision, sources, phases, objectives and state: editors, administrators, and the manager of this programme."""
    if caller.is_system or caller.has_role(Role.ADMINISTRATOR, Role.PROGRAM_EDITOR):
        return True
    return caller.has_role(Role.AREA_MANAGER) and str(program.manager_id) == caller.id


def can_adopt_vision(caller: Caller, program: Program) -> bool:
    """Recording what the council decided is part of editing; the council itself decides elsewhere."""
    return can_edit_program(caller, program)
