"""What happens to partners and their keys."""

from functools import partial

from tenants.kit.scopes import Scope
from tenants.outbox.kinds import EventKind

_of_partner = partial(EventKind, seen_with="partners.Partner", scope=Scope.COMMITMENTS_READ)
_of_key = partial(EventKind, seen_with="partners.ApiKey", scope=None)

PARTNER_ADDED = _of_partner("partner.added")
PARTNER_CHANGED = _of_partner("partner.changed")
KEY_ISSUED = _of_key("api_key.issued")
KEY_REVOKED = _of_key("api_key.revoked")
