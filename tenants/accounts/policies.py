"""Who may do what with accounts."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Only an administrator can manage the people of this municipality."))
def can_manage_users(caller: Caller, on: dt.date) -> bool:
    """Administrators manage the people of their municipality, operators those of the operator's host."""
    return caller.is_system or caller.has_role(Role.ADMINISTRATOR, Role.OPERATOR)
