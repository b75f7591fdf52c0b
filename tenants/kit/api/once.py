"""`Idempotency-Key`: a POST that is sent again, because its answer never came, is done once and answered alike.

By the IETF's draft, with two choices of our own: another body under the same key is 400, since the Dutch rules know no
422; and a refusal is not kept, since nothing was done: the same key may come back with a corrected body.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from rest_framework.request import Request

from tenants.kit.errors import Problem
from tenants.once.actions import begin, doing
from tenants.once.answers import kept_answer
from tenants.once.rules import digest

if TYPE_CHECKING:
    from tenants.kit.api.views import ApiView

HEADER = "Idempotency-Key"
# The draft writes it as a text between quotes; most clients leave those out.
_KEY = re.compile(r'"?(?P<key>[\x21\x23-\x7e]{1,255})"?')


class BadKey(Problem):
    default_code = "key_unreadable"


def once(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Around `post`: what came of the same request before is answered again."""

    @wraps(handler)
    def post(view: ApiView, request: Request, *args: Any, **kwargs: Any) -> Any:
        header = request.headers.get(HEADER)
        if header is None:
            return handler(view, request, *args, **kwargs)
        key = _read(header)
        claim = begin(sender=view.caller.label(), key=key, fingerprint=_fingerprint(request))
        if claim.status is not None:
            return kept_answer(claim, key)
        # Kept when it has been rendered, or released when it was refused: `ApiView.finalize_response`.
        view.claim = (claim, key)
        with doing(claim):
            return handler(view, request, *args, **kwargs)

    return post


def _read(header: str) -> str:
    found = _KEY.fullmatch(header.strip())
    if found is None:
        raise BadKey(_("Write the key of the request in at most 255 letters, digits and signs, without spaces."))
    return found["key"]


def _fingerprint(request: Request) -> str:
    whole = request._request
    return digest([whole.get_full_path().encode(), (whole.content_type or "").encode(), whole.body])
