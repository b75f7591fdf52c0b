"""Who may change what a municipality has decided about its use of Raderwerk."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from tenants.accounts.standing import administers
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Only an administrator can change the settings of this municipality."))
def can_change_policy(caller: Caller, on: dt.date) -> bool:
    return administers(caller)
