"""The judgement of indicators. Pure: no Django, no database, no clock; frozen dataclasses in and out."""

from .checks import fault_of_target, faults_of
from .faults import QuestionFault
from .forecast import Forecast, NoForecast, Prospect, forecast
from .headings import Change, Subject, change_of, heading
from .judgement import (
    DEFAULT_TOLERANCE,
    RULE_VERSION,
    DatedValue,
    Direction,
    Judgement,
    Observation,
    Outcome,
    Question,
    expected_share,
    judge,
)
from .lasting import stands_until
from .likelihood import NO_BOUNDS, YEARS_BEFORE, Bounds, bounds_of, is_likely, is_likely_day
from .numerals import Language, Unit, rounded_decimal
from .rollup import (
    ON_COURSE,
    WORST_FIRST,
    AreaValue,
    Distribution,
    Kind,
    RollUp,
    RollUpRefused,
    distribution,
    roll_up,
)
from .sentences import explain, explain_forecast, outcome_name

__all__ = [
    "DEFAULT_TOLERANCE",
    "NO_BOUNDS",
    "ON_COURSE",
    "RULE_VERSION",
    "WORST_FIRST",
    "YEARS_BEFORE",
    "AreaValue",
    "Bounds",
    "Change",
    "DatedValue",
    "Direction",
    "Distribution",
    "Forecast",
    "Judgement",
    "Kind",
    "Language",
    "NoForecast",
    "Observation",
    "Outcome",
    "Prospect",
    "Question",
    "QuestionFault",
    "RollUp",
    "RollUpRefused",
    "Subject",
    "Unit",
    "bounds_of",
    "change_of",
    "distribution",
    "expected_share",
    "explain",
    "explain_forecast",
    "fault_of_target",
    "faults_of",
    "forecast",
    "heading",
    "is_likely",
    "is_likely_day",
    "judge",
    "outcome_name",
    "roll_up",
    "rounded_decimal",
    "stands_until",
]
