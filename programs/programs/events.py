"""What happens to programmes and their visions."""

from functools import partial

from tenants.kit.scopes import Scope
from tenants.outbox.kinds import EventKind

_of_program = partial(EventKind, seen_with="programs.Program", scope=Scope.PROGRAMS_READ)
_of_vision = partial(EventKind, seen_with="programs.Vision", scope=Scope.PROGRAMS_READ)

PROGRAM_STARTED = _of_program("program.started")
PROGRAM_CHANGED = _of_program("program.changed")
PROGRAM_HANDED_OVER = _of_program("program.handed_over")
PROGRAM_STATUS_CHANGED = _of_program("program.status_changed")
VISION_WRITTEN = _of_vision("vision.written")
VISION_SOURCE_ADDED = _of_vision("vision.source_added")
VISION_PHASE_ADDED = _of_vision("vision.phase_added")
VISION_PROPOSED = _of_vision("vision.proposed")
VISION_TAKEN_BACK = _of_vision("vision.taken_back")
ADOPTION_CORRECTED = _of_vision("vision.adoption_corrected")
VISION_ADOPTED = _of_vision("vision.adopted")
VISION_SOURCE_REMOVED = _of_vision("vision.source_removed")
VISION_PHASE_REMOVED = _of_vision("vision.phase_removed")
