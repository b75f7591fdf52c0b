"""What happens to objectives."""

OBJECTIVE_SET = "objective.set"
