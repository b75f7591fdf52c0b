"""Who may do what with accounts."""

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_manage_users(caller: Caller) -> bool:
    """Administrators manage the people of their municipality, operators those of the operator's host."""
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR, Role.OPERATOR)
