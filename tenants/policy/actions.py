"""Changing a municipality's policy."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tenants.kit.caller import Caller
from tenants.kit.checks import check, given_reason
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change
from tenants.policy import events
from tenants.policy.models import Policy
from tenants.policy.policies import can_change_policy


def change_policy(*, by: Caller, on: dt.date, seen: Seen | None = None, reason: str = "", **wanted: Any) -> Policy:
    """Other values for these fields of the policy, from now on."""
    require(can_change_policy, by, on)
    with change(by, given_reason(reason, owed=False)) as changing:
        # Two administrators, one page: the second is told.
        policy = Policy.objects.select_for_update().get()
        policy.check_unchanged(seen)
        changed = policy.put(**wanted)
        check(policy, on)
        if changed:
            policy.save(update_fields=changed)
            changing.emit(events.POLICY_CHANGED, policy, fields=changed)
    return policy
