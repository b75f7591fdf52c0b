"""Who may bring official figures in. Reading them is for everybody."""

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def can_import_statistics(caller: Caller) -> bool:
    """Operators, for the whole installation: the figures are in schema public and all municipalities read them."""
    return caller.is_system or caller.has_role(Role.OPERATOR)
