"""What happens to indicators, as facts in the past tense."""

from functools import partial

from tenants.kit.scopes import Scope
from tenants.outbox.kinds import EventKind

_of_indicator = partial(EventKind, seen_with="indicators.Indicator", scope=Scope.PROGRAMS_READ)
_of_program = partial(EventKind, seen_with="programs.Program", scope=Scope.PROGRAMS_READ)

INDICATOR_ADDED = _of_indicator("indicator.added")
INDICATOR_CHANGED = _of_indicator("indicator.changed")
INDICATOR_REMOVED = _of_program("indicator.removed")
BASELINE_SET = _of_indicator("indicator.baseline_set")
BASELINES_FROZEN = _of_program("program.baselines_frozen")
TARGET_SET = _of_indicator("indicator.target_set")
TARGET_REVISED = _of_indicator("indicator.target_revised")
TARGET_WITHDRAWN = _of_indicator("indicator.target_withdrawn")
OBSERVATION_RECORDED = _of_indicator("indicator.observation_recorded")
OBSERVATION_CORRECTED = _of_indicator("indicator.observation_corrected")
OBSERVATION_WITHDRAWN = _of_indicator("indicator.observation_withdrawn")
INDICATOR_JUDGED = _of_indicator("indicator.judged")
