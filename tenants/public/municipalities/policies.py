"""Who may do what with municipalities."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Only an operator can do this."))
def can_run_installation(caller: Caller, on: dt.date) -> bool:
    """Operators create, suspend and resume municipalities and import official statistics."""
    return caller.is_system or caller.has_role(Role.OPERATOR)
