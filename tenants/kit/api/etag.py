"""Entity tags: the caller says which version it saw, the API says whether that is still the version.

The tag is a hash of what the caller was shown, so whatever changes the answer changes the tag, and two languages of one
row have two tags. No column has to be kept for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import orjson
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from tenants.kit.api.renderers import plain
from tenants.kit.errors import Problem

_TAG = re.compile(r'(?:W/)?"[^"]*"')


class VersionRequired(Problem):
    """A whole row is replaced without saying which version was seen."""

    status = 428
    default_code = "version_required"


def etag_of(data: Any) -> str:
    """A strong tag of an answer, before it is written as JSON."""
    encoded = orjson.dumps(data, default=plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return f'"{hashlib.sha256(encoded).hexdigest()[:32]}"'


def named_tags(header: str) -> set[str]:
    """The tags that a header names. A server that packs an answer marks its tag as weak; it is the same version."""
    return {named.removeprefix("W/") for named in _TAG.findall(header)}


def not_modified(request: Request, tag: str) -> bool:
    """Does the caller already have this version? A weak comparison, as RFC 9110 asks of If-None-Match."""
    header = request.headers.get("If-None-Match", "")
    return header.strip() == "*" or tag in named_tags(header)


class SeenTag:
    """The version that a program saw: the tag of an answer, compared with what the row would be answered as now.

    `tag_now` is asked in the action's transaction, under the row's lock. Keeps the tag, so that a refusal can tell it.
    """

    def __init__(self, header: str, tag_now: Callable[[], str]) -> None:
        self._any, self._tags, self._tag_now = header.strip() == "*", named_tags(header), tag_now
        self.current = ""

    def is_still(self, row: Model | None) -> bool:
        self.current = self._tag_now() if row is not None else ""
        return row is not None and (self._any or self.current in self._tags)


def seen_of(request: Request, tag_now: Callable[[], str], *, required: bool = False) -> SeenTag | None:
    """What the caller says in If-Match; None when it says nothing, 428 when it has to."""
    header = request.headers.get("If-Match")
    if header is not None:
        if not header.strip():
            raise Problem(
                _("If-Match is empty. Send in it the ETag of the version you saw, or leave it out."), "malformed"
            )
        return SeenTag(header, tag_now)
    if required:
        raise VersionRequired(_("Say in If-Match which version you replace: the ETag of the GET before this request."))
    return None
