"""Who may do what with partners and their keys."""

from __future__ import annotations

from participation.partners.rules import acts_for_municipality
from tenants.kit.caller import Caller


def can_see_partners(caller: Caller) -> bool:
    return acts_for_municipality(caller)


def can_add_partner(caller: Caller) -> bool:
    """Whoever works with partners may add one."""
    return caller.is_system or caller.has_role("administrator", "area_manager")


def can_manage_keys(caller: Caller) -> bool:
    """A key opens a door from outside: administrators only."""
    return caller.is_system or caller.has_role("administrator")
