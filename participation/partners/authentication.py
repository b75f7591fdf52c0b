"""`Authorization: Api-Key <prefix>.<secret>`: which program calls, and for whom."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django_tenants.utils import get_public_schema_name

from participation.partners.models import ApiKey
from tenants.kit.api.authentication import KeyAuthentication
from tenants.kit.caller import Caller
from tenants.kit.clock import now, today
from tenants.kit.database import connection

# A busy key would otherwise write a row at every request.
BETWEEN_NOTES = dt.timedelta(minutes=1)
# Compared with when there is no such key, so that an unknown prefix takes as long as a wrong secret.
_NOBODY = ApiKey(secret_hash=ApiKey.hash_of(""))


class ApiKeyAuthentication(KeyAuthentication):
    """Keys live in the municipality's schema, so a key of another municipality is simply unknown here."""

    def caller_of_key(self, prefix: str, secret: str) -> Caller | None:
        if connection.schema_name == get_public_schema_name():
            return None
        key = ApiKey.objects.select_related("partner").filter(prefix=prefix).first()
        if not (key or _NOBODY).is_secret(secret) or key is None or not key.is_live(today()):
            return None
        if key.partner is not None and not key.partner.is_active:
            return None
        _note_use(key)
        return key.as_caller()


def _note_use(key: ApiKey) -> None:
    """Remember that the key was used, at most once a minute."""
    moment = now()
    if key.last_used_at is not None and moment - key.last_used_at < BETWEEN_NOTES:
        return
    long_ago = Q(last_used_at=None) | Q(last_used_at__lte=moment - BETWEEN_NOTES)
    ApiKey.objects.filter(long_ago, pk=key.pk).update(last_used_at=moment)
