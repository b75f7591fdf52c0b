"""What cannot be read is refused with a page that says what to do, and breaks nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from tests import callers
from tests.cast import Cast

FORM = "application/x-www-form-urlencoded"
HOSTS = ["dordrecht.localhost", "localhost"]
NOWHERE = ["nergens.localhost", "not allowed"]
# Of a host: with and without an address that is there, signed in or not, with and without an own check of the form.
PATHS = [
    "/account/login/",
    "/language/switch",
    "/nowhere",
    "/",
    "/users/invite",
    "/account/second-step/webauthn/login/",
]
TOKEN = "a" * 32


def stranger(host: str) -> Client:
    """As a browser that was here before; the check of its form's token is on."""
    client = Client(headers={"host": host}, enforce_csrf_checks=True)
    client.cookies["csrftoken"] = TOKEN
    return client


def person(host: str, cast: Cast) -> Client:
    client = stranger(host)
    client.cookies["sessionid"] = "x" * 32  # of a session that is over
    return client


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-7", "utf-16", "idna", "cp037", "utf-8-sig"])
@pytest.mark.parametrize("host", HOSTS)
def test_another_encoding_than_utf_8(cast: Cast, host: str, charset: str) -> None:
    for client in (stranger(host), person(host, cast)):
        for path in PATHS:
            for kind in (FORM, MULTIPART_CONTENT, "text/html"):
                for method in ("GET", "POST"):
                    answer = client.generic(
                        method,
                        f"{path}?q=a",
                        b"login=4c",
                        content_type=f"{kind}; charset={charset}",
                        headers={"accept-language": "en"},
                    )
                    page = answer.content.decode()
                    assert answer.status_code == 415, (path, kind)
                    assert answer["Content-Type"].startswith("text/html")
                    assert answer["Content-Security-Policy"]
                    assert "Send it again in UTF-8." in page


@pytest.mark.parametrize("host", NOWHERE)
@pytest.mark.parametrize("kind", [f"{FORM}; charset=utf-16", f"{FORM}; charset=nonsense", "x; charset="])
@pytest.mark.parametrize("path", ["/account/login/", "/api/v1/areas"])
def test_on_hosts_that_are_not_there(cast: Cast, host: str, kind: str, path: str) -> None:
    answer = stranger(host).generic("POST", path, b"login=4c", content_type=kind)
    assert answer.status_code in (400, 404, 415)
    assert answer["Content-Security-Policy"]


def test_the_api_says_it_as_a_problem(cast: Cast, visitor: Client) -> None:
    answer = visitor.generic("POST", "/api/v1/areas", b"{}", content_type="application/json; charset=utf-16")
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "utf_8", "nonsense", ""])
def test_utf_8_in_any_spelling(cast: Cast, visitor: Client, charset: str) -> None:
    visitor.force_login(cast.administrator)
    answer = visitor.generic("POST", "/users/invite", "name=Zoë".encode(), content_type=f"{FORM}; charset={charset}")
    assert answer.status_code == 400
    assert "Zoë" in answer.content.decode()


UNREADABLE = {
    "too long": (b"login=" + b"x" * 11_000_000, FORM, 413, "10 MB"),
    "too many fields": (b"&".join(b"a=b" for _one in range(1_500)), FORM, 413, "1,000 fields"),
    "too many files": (
        b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"; filename="a.csv"\r\n\r\nx\r\n'.encode()
            for _one in range(200)
        )
        + f"--{BOUNDARY}--\r\n".encode(),
        MULTIPART_CONTENT,
        413,
        "100 files",
    ),
    "without boundary": (b"--", "multipart/form-data", 400, "try once more"),
}


@pytest.mark.parametrize(("body", "kind", "status", "told"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("host", HOSTS)
def test_what_is_too_much_or_no_form(cast: Cast, host: str, body: bytes, kind: str, status: int, told: str) -> None:
    for client in (stranger(host), person(host, cast), callers.anonymous(host)):
        for path in PATHS:
            answer = client.generic("POST", path, body, content_type=kind, headers={"accept-language": "en"})
            if client.handler.enforce_csrf_checks and path != "/nowhere":
                assert answer.status_code == status, path
                assert told in answer.content.decode()
            assert answer.status_code < 500, path
            assert answer["Content-Security-Policy"]
