"""Who stands for the municipality when partners are concerned."""

from __future__ import annotations

from tenants.kit.caller import Caller

# Council members see what is adopted and public; the contacts and unpublished offers of partners are not for them.
WORKING_ROLES = ("administrator", "area_manager", "program_editor", "data_steward", "council_clerk", "reader")
LIVE_KEYS = 2


def acts_for_municipality(caller: Caller) -> bool:
    """A civil servant, the system itself, or a key of the municipality's own programs."""
    if caller.kind == "api_key":
        return caller.organisation_id is None
    return caller.is_system or (caller.kind == "user" and caller.has_role(*WORKING_ROLES))
