"""Changing a municipality's policy."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from tenants.kit.caller import Caller
from tenants.kit.errors import Invalid
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change
from tenants.policy import events
from tenants.policy.models import Policy
from tenants.policy.policies import can_change_policy


def change_policy(*, by: Caller, on: dt.date, seen: Seen | None = None, reason: str = "", **wanted: Any) -> Policy:
    """Other values for these fields of the policy, from now on."""
    require(can_change_policy, by, on)
    _check(Policy(**wanted), wanted)
    with change(by, reason) as changing:
        # Two administrators, one page: the second is told.
        policy = Policy.objects.select_for_update().get()
        policy.check_unchanged(seen)
        if changed := policy.save_changes(**wanted):
            changing.emit(events.POLICY_CHANGED, policy, fields=changed)
    return policy


def _check(policy: Policy, wanted: dict[str, Any]) -> None:
    """The fields' own rules: lengths, choices, bounds."""
    others = {field.name for field in Policy._meta.fields} - set(wanted)
    try:
        policy.clean_fields(exclude=others)
    except ValidationError as error:
        raise Invalid({name: " ".join(messages) for name, messages in error.message_dict.items()}) from error
