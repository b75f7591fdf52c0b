"""Who may do what with working areas."""

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_make_area(caller: Caller) -> bool:
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR, Role.AREA_MANAGER, Role.PROGRAM_EDITOR)
