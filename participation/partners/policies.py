"""Who may do what with partners and their keys."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from participation.partners.models import Partner
from tenants.accounts.standing import acts_for_municipality, administers, edits_every_program, makes_programs
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal


@refusal(_("Partners and their contacts are for those who work for the municipality."))
def can_see_partners(caller: Caller, on: dt.date) -> bool:
    return acts_for_municipality(caller)


@refusal(_("Only an administrator, an area manager or a programme editor can add a partner."))
def can_add_partner(caller: Caller, on: dt.date) -> bool:
    """Whoever meets one in an area may add it."""
    return makes_programs(caller)


@refusal(_("Only an administrator or a programme editor can change a partner: others work with it too."))
def can_change_partner(caller: Caller, partner: Partner, on: dt.date) -> bool:
    """A partner takes part in programmes of several managers, so none of them decides on it alone."""
    return edits_every_program(caller)


@refusal(_("Only an administrator can manage API keys."))
def can_manage_keys(caller: Caller, on: dt.date) -> bool:
    """A key opens a door from outside."""
    return administers(caller)
