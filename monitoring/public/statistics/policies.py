"""Who may bring official figures in. Reading them is for everybody."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from tenants.accounts.standing import runs_the_installation
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Only operators import official figures."))
def can_import_statistics(caller: Caller, on: dt.date) -> bool:
    """Operators, for the whole installation: the figures are in schema public and all municipalities read them."""
    return runs_the_installation(caller)
