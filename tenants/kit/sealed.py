"""Secrets that must be read again, kept so that a copy of the database does not tell them."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises ValueError when it was sealed with a key that is neither the present one nor among the former ones."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("Sealed with another SECRET_KEY; name that one in SECRET_KEY_FALLBACKS.") from error


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    """A key for this purpose alone, so that a signature never says anything about a seal."""
    return hashlib.sha256(b"raderwerk.sealed:" + key.encode()).digest()
