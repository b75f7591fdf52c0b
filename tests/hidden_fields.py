"""Lets Django's client send a form as a person does: with what is hidden in its page.

A test says what somebody types. Where the form is refused because it does not say which version was seen, that person
sends it again from the page that came back; a test in which that matters says `seen` itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.test import Client

from tenants.kit.fields import UNSEEN

_SEEN = re.compile(r'name="seen"(?: value="([^"]*)")?')
_post: Any = Client.post


def send_again_from_the_page() -> None:
    setattr(Client, "post", _post_again)  # noqa: B010


def _post_again(client: Client, path: str, data: Any = None, *args: Any, **details: Any) -> Any:
    answer = _post(client, path, data, *args, **details)
    typed = {} if data is None else data
    if not isinstance(typed, Mapping) or "seen" in typed or answer.status_code != 412:
        return answer
    page = answer.content.decode()
    found = _SEEN.search(page) if str(UNSEEN) in page else None
    return _post(client, path, {**typed, "seen": found[1] or ""}, *args, **details) if found else answer
