"""The policy of the municipality in which this request, task or command works."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tenants.kit.caller import Caller
from tenants.kit.clock import now
from tenants.outbox.models import History
from tenants.policy.models import Policy

STAYS = dt.timedelta(days=30)
"""For so long a setting of before still counts: nobody gets around the second person by a visit to a page."""


def current_policy() -> Policy:
    """One query; ask once and pass it on. Not kept anywhere: what an administrator changes holds at once."""
    return Policy.objects.get()


def strictest_grant_limit() -> Decimal | None:
    """The lowest limit for mandates that held at any time of late; None: there was none. Two queries."""
    policy = current_policy()
    changes = History.objects.of(policy).filter(at__gte=now() - STAYS, before__grant_limit__isnull=False)
    earlier = (each.before["grant_limit"] for each in changes if each.before)
    limits = [policy.grant_limit, *(None if limit is None else Decimal(str(limit)) for limit in earlier)]
    return min((limit for limit in limits if limit is not None), default=None)


def chose_the_recorder_of_late(caller: Caller, policy: Policy) -> bool:
    """Changed, in these last days, who records what the council decided. One query."""
    own = History.objects.of(policy).filter(operation="UPDATE", at__gte=now() - STAYS, caller=caller.label())
    name = "adoption_recorded_by"
    return any((each.before or {}).get(name) != (each.after or {}).get(name) for each in own)
