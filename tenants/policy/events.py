"""What happens to a municipality's policy."""

POLICY_CHANGED = "policy.changed"
