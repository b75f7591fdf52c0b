"""What happens to commitments. Which move writes which of them stands in the table of `moves.py`."""

from functools import partial

from tenants.kit.scopes import Scope
from tenants.outbox.kinds import EventKind

_of_commitment = partial(EventKind, seen_with="commitments.Commitment", scope=Scope.COMMITMENTS_READ)

OFFERED = _of_commitment("commitment.offered")
DRAFTED = _of_commitment("commitment.drafted")
CHANGED = _of_commitment("commitment.changed")
ACCEPTED = _of_commitment("commitment.accepted")
DECLINED = _of_commitment("commitment.declined")
WITHDRAWN = _of_commitment("commitment.withdrawn")
STARTED = _of_commitment("commitment.started")
PROGRESS_REPORTED = _of_commitment("commitment.progress_reported")
DELIVERY_REPORTED = _of_commitment("commitment.delivery_reported")
CONFIRMED = _of_commitment("commitment.confirmed")
DISPUTED = _of_commitment("commitment.disputed")
RESUMED = _of_commitment("commitment.resumed")
RESOLVED = _of_commitment("commitment.resolved")
BROKEN = _of_commitment("commitment.broken")
