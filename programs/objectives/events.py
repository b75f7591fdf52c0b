"""What happens to objectives."""

OBJECTIVE_SET = "objective.set"
OBJECTIVE_CHANGED = "objective.changed"
OBJECTIVE_REMOVED = "objective.removed"
