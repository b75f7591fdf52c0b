"""Somebody sees where they are signed in, and signs out elsewhere."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.test import Client

from tenants.accounts.browsers import in_words
from tenants.accounts.models import Session
from tenants.accounts.tasks import forget_sessions
from tenants.kit.clock import now
from tests.cast import PASSWORD, Cast

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile/15E148 Safari/604.1"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"


def sign_in(agent: str, email: str = "lena@example.nl") -> Client:
    browser = Client(headers={"host": "dordrecht.localhost", "user-agent": agent})
    assert browser.post("/account/login/", {"login": email, "password": PASSWORD}).status_code == 302
    return browser


def listed(browser: Client) -> str:
    return browser.get("/account/sessions").content.decode()


def test_the_list_names_browsers_and_which_is_this_one(cast: Cast) -> None:
    here, _phone, _other = sign_in(FIREFOX), sign_in(PHONE), sign_in(EDGE, "mira@example.nl")
    page = listed(here)
    assert "U bent ingelogd in 2 browsers" in page
    assert re.search(r"Firefox op Linux\s*<span[^>]*>.*deze", page, re.S)
    assert "Safari op iPhone" in page
    assert "Edge" not in page
    assert here.cookies[settings.SESSION_COOKIE_NAME].value not in page


def test_one_session_ends_and_the_others_stay(cast: Cast) -> None:
    here, phone, office = sign_in(FIREFOX), sign_in(PHONE), sign_in(EDGE)
    name = next(row.name for row in Session.objects.of(cast.reader) if "iPhone" in row.agent)
    here.post("/account/sessions", {"name": name})
    assert [one.get("/account").status_code for one in (here, phone, office)] == [200, 302, 200]


def test_all_others_end(cast: Cast) -> None:
    here, phone, office, of_mira = sign_in(FIREFOX), sign_in(PHONE), sign_in(EDGE), sign_in(EDGE, "mira@example.nl")
    here.post("/account/sessions")
    assert [one.get("/account").status_code for one in (here, phone, office, of_mira)] == [200, 302, 302, 200]


def test_nobody_ends_the_session_of_somebody_else(cast: Cast) -> None:
    here, of_mira = sign_in(FIREFOX), sign_in(EDGE, "mira@example.nl")
    here.post("/account/sessions", {"name": Session.objects.get(user=cast.manager).name})
    assert of_mira.get("/account").status_code == 200


def test_when_it_was_last_used_is_known_to_five_minutes(cast: Cast) -> None:
    here = sign_in(FIREFOX)
    here.get("/account")  # the message that she is signed in goes
    row = Session.objects.filter(user=cast.reader)
    for minutes, writes in ((3, False), (7, True)):
        then = now() - dt.timedelta(minutes=minutes)
        row.update(last_used_at=then)
        here.get("/account")
        assert (row.get().last_used_at != then) == writes


def test_sessions_that_have_run_out_are_forgotten(cast: Cast) -> None:
    sign_in(FIREFOX)
    here = sign_in(PHONE)
    Session.objects.filter(agent=FIREFOX).update(expire_date=now() - dt.timedelta(hours=1))
    assert "in 1 browser" in listed(here)
    forget_sessions()
    assert Session.objects.filter(user=cast.reader).count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox op Linux"),
        (PHONE, "Safari op iPhone"),
        (EDGE, "Edge op Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36",
            "Chrome op Android",
        ),
        ("curl/8.5.0", "een onbekende browser"),
        ("", "een onbekende browser"),
        ("Mozilla/5.0 (Windows NT 10.0)", "Windows"),
    ],
)
def test_browsers_in_words(agent: str, words: str) -> None:
    assert in_words(agent) == words
