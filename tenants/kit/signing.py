"""Signed links. Each names its municipality and its purpose, so that one of elsewhere is worth nothing here.

Primary keys do not tell municipalities apart: a restored copy has the same ones.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from tenants.kit.database import connection
from tenants.kit.errors import Gone, NotFound


def salt(purpose: str) -> str:
    """What goes into a signature beside its content: the municipality of this moment, and what the token is for."""
    return f"{connection.schema_name}:{purpose}"


def sign(purpose: str, content: Any) -> str:
    return signing.dumps(content, salt=salt(purpose))


def read(purpose: str, token: str, *, valid: dt.timedelta) -> Any:
    """What was signed for this purpose in this municipality. Raises Gone when that was too long ago."""
    try:
        return signing.loads(token, salt=salt(purpose), max_age=valid)
    except signing.SignatureExpired as error:
        raise Gone(_("This link is too old. Ask for a new one.")) from error
    except signing.BadSignature as error:
        raise NotFound(_("This link is not one of ours. Check whether the whole link was copied.")) from error
