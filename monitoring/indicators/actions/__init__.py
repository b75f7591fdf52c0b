"""Changes of what is measured and what is thought of it."""

from monitoring.indicators.actions.correct import change_indicator, remove_indicator
from monitoring.indicators.actions.define import add_indicator, set_baseline, set_official_baseline
from monitoring.indicators.actions.judge import Tally, judge_indicators
from monitoring.indicators.actions.measure import correct_observation, record_observation, withdraw_observation
from monitoring.indicators.actions.targets import revise_target, set_target, withdraw_target

__all__ = [
    "Tally",
    "add_indicator",
    "change_indicator",
    "correct_observation",
    "judge_indicators",
    "record_observation",
    "remove_indicator",
    "revise_target",
    "set_baseline",
    "set_official_baseline",
    "set_target",
    "withdraw_observation",
    "withdraw_target",
]
