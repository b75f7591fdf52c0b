"""What happens to a municipality's policy."""

from functools import partial

from tenants.outbox.kinds import EventKind

_for_the_record = partial(EventKind, seen_with=None, scope=None)

POLICY_CHANGED = _for_the_record("policy.changed")
