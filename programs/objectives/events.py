"""What happens to objectives."""

from functools import partial

from tenants.kit.scopes import Scope
from tenants.outbox.kinds import EventKind

_of_objective = partial(EventKind, seen_with="objectives.Objective", scope=Scope.PROGRAMS_READ)
_of_program = partial(EventKind, seen_with="programs.Program", scope=Scope.PROGRAMS_READ)

OBJECTIVE_SET = _of_objective("objective.set")
OBJECTIVE_CHANGED = _of_objective("objective.changed")
OBJECTIVE_REMOVED = _of_program("objective.removed")
