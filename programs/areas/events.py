"""What happens to working areas."""

from functools import partial

from tenants.kit.scopes import Scope
from tenants.outbox.kinds import EventKind

_of_area = partial(EventKind, seen_with="areas.Area", scope=Scope.PROGRAMS_READ)

AREA_MADE = _of_area("area.made")
AREA_CHANGED = _of_area("area.changed")
AREA_RETIRED = _of_area("area.retired")
