"""What happens to commitments. The events of the moves themselves stand in the table `choices.MOVES`."""

OFFERED = "commitment.offered"
DRAFTED = "commitment.drafted"
CHANGED = "commitment.changed"
STARTED = "commitment.started"
PROGRESS_REPORTED = "commitment.progress_reported"
