"""What happens to indicators, as facts in the past tense."""

INDICATOR_ADDED = "indicator.added"
BASELINE_SET = "indicator.baseline_set"
BASELINES_FROZEN = "program.baselines_frozen"
TARGET_SET = "indicator.target_set"
TARGET_REVISED = "indicator.target_revised"
OBSERVATION_RECORDED = "indicator.observation_recorded"
INDICATOR_JUDGED = "indicator.judged"
