"""Who may change what a municipality has decided about its use of Raderwerk."""

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_change_policy(caller: Caller) -> bool:
    """Administrators do."""
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR)
