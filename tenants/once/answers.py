"""An answer of HTTP as it is kept, and as it is given again."""

from __future__ import annotations

import base64
import json

from cryptography.fernet import Fernet
from django.http import HttpResponse
from django.utils.crypto import salted_hmac

from tenants.once.actions import keep, release
from tenants.once.models import Claim

REPLAYED = "Idempotency-Replayed"
# What the answer itself says; everything else is said again by the middleware, for this moment.
_HEADERS = ("Content-Type", "Content-Language", "Content-Crs", "Location", "ETag", "Cache-Control")


def _lock(key: str) -> Fernet:
    secret = salted_hmac("tenants.once", key, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(secret))


def keep_answer(claim: Claim, key: str, response: HttpResponse) -> None:
    """Keep what was done. A refusal did nothing, so it is not kept; a failure after something was done is."""
    if response.status_code >= 400 and release(claim):
        return
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    packed = json.dumps(headers).encode() + b"\n" + response.content
    keep(claim, status=response.status_code, answer=_lock(key).encrypt(packed))


def kept_answer(claim: Claim, key: str) -> HttpResponse:
    headers, _end, body = _lock(key).decrypt(bytes(claim.answer)).partition(b"\n")
    response = HttpResponse(body, status=claim.status, headers=json.loads(headers))
    response.headers[REPLAYED] = "true"
    return response
