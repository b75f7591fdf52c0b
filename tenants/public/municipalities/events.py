"""What happens to municipalities, in the outbox of the installation."""

from functools import partial

from tenants.outbox.kinds import EventKind

# No municipality is told of them: they are kept in the outbox of the installation.
_for_the_record = partial(EventKind, seen_with=None, scope=None)

MUNICIPALITY_CREATED = _for_the_record("municipality.created")
MUNICIPALITY_SUSPENDED = _for_the_record("municipality.suspended")
MUNICIPALITY_RESUMED = _for_the_record("municipality.resumed")
ADMINISTRATOR_INVITED = _for_the_record("municipality.administrator_invited")
