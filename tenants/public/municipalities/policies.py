"""Who may do what with municipalities."""

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_run_installation(caller: Caller) -> bool:
    """Operators create, suspend and resume municipalities and import official statistics."""
    return caller.is_system or caller.has_role(Role.OPERATOR)
