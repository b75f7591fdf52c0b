"""Entity tags: the caller says which version it saw, the API says whether that is still the version.

The tag is a hash of what the caller was shown, so whatever changes the answer changes the tag, and two languages of one
row have two tags. No column has to be kept for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from tenants.kit.api.renderers import plain
from tenants.kit.errors import Problem, Stale

_TAG = re.compile(r'(?:W/)?"[^"]*"')


class VersionRequired(Problem):
    """A whole row is replaced without saying which version was seen."""

    status = 428
    default_code = "version_required"


class StaleVersion(Stale):
    """Carries the current tag, so that the answer can tell it."""

    def __init__(self, detail: Any, current: str) -> None:
        super().__init__(detail)
        self.headers = {"ETag": current}


def etag_of(data: Any) -> str:
    """A strong tag of an answer, before it is written as JSON."""
    encoded = orjson.dumps(data, default=plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return f'"{hashlib.sha256(encoded).hexdigest()[:32]}"'


def named_tags(header: str) -> set[str]:
    return set(_TAG.findall(header))


def not_modified(request: Request, tag: str) -> bool:
    """Does the caller already have this version? A weak comparison, as RFC 9110 asks of If-None-Match."""
    header = request.headers.get("If-None-Match", "")
    return header.strip() == "*" or tag in {named.removeprefix("W/") for named in named_tags(header)}


def check_preconditions(request: Request, current: str, *, required: bool) -> None:
    """412 when the caller saw another version, 428 when it must say which version it saw and does not."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        if required:
            raise VersionRequired(
                _("Say in If-Match which version you replace: the ETag of the GET before this request.")
            )
        return
    if header != "*" and current not in named_tags(header):
        raise StaleVersion(
            _("Somebody changed this after you read it. Read it again and decide whether your change still holds."),
            current,
        )


@contextmanager
def one_editor_at_a_time(row: Model) -> Iterator[None]:
    """Hold other API editors of this row off between the comparison of versions and the end of the action.

    Two clients that send the same ETag at the same moment may not both pass the comparison. The action opens its own
    transaction, so the lock is one of the session; it ends with the connection when the process dies.
    """
    key = f"{connection.schema_name}:{row._meta.label_lower}:{row.pk}"  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
