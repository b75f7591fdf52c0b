"""What happens to partners and their keys."""

PARTNER_ADDED = "partner.added"
PARTNER_CHANGED = "partner.changed"
KEY_ISSUED = "api_key.issued"
KEY_REVOKED = "api_key.revoked"
