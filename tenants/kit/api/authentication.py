"""Who calls: a key in the Authorization header, or a signed-in user who tries the API out.

`config/settings.py` names the class that knows the keys (`participation.partners.authentication.ApiKeyAuthentication`),
since the ground floor knows no partners. It derives from `KeyAuthentication` and answers one question.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request

from tenants.kit.caller import Caller
from tenants.kit.clients import address_of
from tenants.kit.limits import Counted, room_of
from tenants.kit.security_log import log_security

SCHEME = "Api-Key"
_CREDENTIAL = re.compile(r"(?P<prefix>[A-Za-z0-9_-]{4,64})\.(?P<secret>[A-Za-z0-9_-]{16,256})")


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Api-Key <prefix>.<secret>`. A wrong, expired and revoked key are told the same: 401."""

    def authenticate(self, request: Request) -> tuple[Any, Caller] | None:
        scheme, _space, credential = request.headers.get("Authorization", "").strip().partition(" ")
        if not scheme:
            return None
        found = _CREDENTIAL.fullmatch(credential.strip())
        if scheme.lower() != SCHEME.lower():
            raise exceptions.AuthenticationFailed(_("Send the header Authorization: Api-Key <prefix>.<secret>."))
        caller = self.caller_of_key(found["prefix"], found["secret"]) if found else None
        if caller is None:
            # Only after the look: whoever guesses must not shut out the right keys of the same address.
            room = room_of(Counted.WRONG_KEY, address_of(request._request))
            if room is not None and room.is_overdrawn:
                raise exceptions.Throttled(room.seconds)
            log_security("api_key.refused", prefix=found["prefix"] if found else "")
            raise exceptions.AuthenticationFailed(_("This key is not valid here, or not any more."))
        return AnonymousUser(), caller

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'

    def caller_of_key(self, prefix: str, secret: str) -> Caller | None:
        """The caller of a live key of this municipality, or None. Compare hashes in constant time."""
        raise NotImplementedError


class UserAuthentication(SessionAuthentication):
    """A signed-in user, with the CSRF token that pages use; `caller_of` makes the user a `Caller`."""
