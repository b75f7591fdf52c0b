"""What a sign-in service says about itself: where people sign in, and where we ask who came (OpenID Connect Discovery)."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from requests import RequestException

from tenants.kit.outgoing import guarded_session

# Seconds that an answer is kept, and that a service which did not answer is left alone: whoever opens the sign-in page
# often must not make us ask often.
_KEPT, _LEFT_ALONE = 300, 20
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class NotAService(RequestException):
    """It does not answer, or not as a sign-in service does."""


def discover(issuer: str) -> dict[str, Any]:
    """Its own description, kept for a while. Raises NotAService."""
    key = f"openid:{hashlib.sha256(issuer.encode()).hexdigest()}"
    known: dict[str, Any] | None = cache.get(key)
    if known is None:
        known = _asked(issuer)
        cache.set(key, known, _KEPT if known else _LEFT_ALONE)
    if not known:
        raise NotAService
    return known


def ask_anew(issuer: str) -> dict[str, Any]:
    """For whoever fills in the address: as it answers at this moment. Raises NotAService."""
    if not (found := _asked(issuer)):
        raise NotAService
    return found


def _asked(issuer: str) -> dict[str, Any]:
    """Empty when there is nothing there that we can use."""
    try:
        with guarded_session() as session:
            response = session.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            response.raise_for_status()
            said = response.json()
    except RequestException:
        return {}
    return said if isinstance(said, dict) and _is_of(issuer, said) else {}


def _is_of(issuer: str, said: dict[str, Any]) -> bool:
    """It must be the one that was asked (or another could speak in its name), and lead to no other kind of address."""
    scheme = urlsplit(issuer).scheme
    addresses = [str(said.get(name, "")) for name in _ENDPOINTS]
    return str(said.get("issuer", "")).rstrip("/") == issuer.rstrip("/") and all(
        urlsplit(address).scheme in ("https", scheme) for address in addresses
    )
