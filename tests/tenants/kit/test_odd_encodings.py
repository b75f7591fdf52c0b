"""A body in an encoding that nobody knows, or in another one than it says, is refused with a page and breaks nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import callers
from tests.cast import Cast

FORM = "application/x-www-form-urlencoded"
HOSTS = ["dordrecht.localhost", "localhost", "nergens.localhost", "not allowed"]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("kind", ["x; charset=hex", f"{FORM}; charset=hex", f"{FORM}; charset=nonsense", "x; charset="])
@pytest.mark.parametrize("path", ["/account/login/", "/api/v1/areas"])
def test_on_every_host(cast: Cast, host: str, kind: str, path: str) -> None:
    answer = callers.anonymous(host).generic("POST", path, b"login=4c", content_type=kind)
    assert answer.status_code < 500
    assert answer["Content-Security-Policy"]
    assert answer.headers["Content-Type"].startswith(("text/html", "application/problem+json")) or not answer.content


@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=iso-8859-1", f"{FORM}; charset=utf-8"])
def test_a_form_in_latin_1(cast: Cast, visitor: Client, kind: str) -> None:
    visitor.force_login(cast.administrator)
    sent = "name=Curaçaohuis&kind=other&contact_name=Zoë&contact_email=z@example.nl".encode("latin-1")
    assert visitor.generic("POST", "/partners/new", sent, content_type=kind).status_code < 500
