"""Somebody changes the address with which they sign in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tenants.accounts.actions import set_password
from tenants.accounts.models import User
from tenants.outbox.models import Event, History
from tests.cast import PASSWORD, Cast
from tests.tenants.accounts.test_reset_password import bare

Enter = Callable[[User], Client]


@pytest.fixture
def lena(cast: Cast, visitor: Client) -> Client:
    """Lena, who has just signed in."""
    visitor.post("/account/login/", {"login": cast.reader.email, "password": PASSWORD})
    visitor.get("/account")  # which says that she is signed in, once
    return visitor


def link() -> str:
    found = re.search(r"http://dordrecht\.localhost(/account/address/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_address_changes_when_the_link_is_opened(lena: Client, cast: Cast) -> None:
    page = lena.post("/account/address", {"email": "Lena.Nieuw@example.nl"}).content.decode()
    assert "onderweg naar Lena.Nieuw@example.nl" in page
    assert mail.outbox[-1].to == ["lena.nieuw@example.nl"]
    stranger = Client(headers={"host": "dordrecht.localhost"})
    assert "lena.nieuw@example.nl" in stranger.get(link()).content.decode()
    cast.reader.refresh_from_db()
    assert cast.reader.email == "lena@example.nl"  # opening it in a preview changes nothing
    assert stranger.post(link()).status_code == 302
    cast.reader.refresh_from_db()
    assert cast.reader.email == "lena.nieuw@example.nl"


def test_it_is_recorded_and_the_former_address_is_told(lena: Client, cast: Cast) -> None:
    lena.post("/account/address", {"email": "lena.nieuw@example.nl"})
    lena.post(link())
    last = History.objects.of(cast.reader).last()
    assert last is not None
    assert last.caller == f"user:{cast.reader.pk}"
    assert Event.objects.filter(name="user.address_changed", subject_id=str(cast.reader.pk)).count() == 1
    told = mail.outbox[-1]
    assert told.to == ["lena@example.nl"]
    assert "de gemeente Dordrecht" in str(told.subject)
    assert "lena.nieuw" not in str(told.body)


def test_the_password_is_asked_again(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.reader).get("/account/address")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/account/reauthenticate/")


def test_the_link_works_once_and_not_after_another_change(lena: Client) -> None:
    lena.post("/account/address", {"email": "een@example.nl"})
    first = link()
    lena.post("/account/address", {"email": "twee@example.nl"})
    second = link()
    assert lena.post(second).status_code == 302
    assert lena.post(first).status_code == 410
    assert lena.post(second).status_code == 302
    assert Event.objects.filter(name="user.address_changed").count() == 1


def test_the_link_dies_with_the_password(lena: Client, cast: Cast) -> None:
    lena.post("/account/address", {"email": "een@example.nl"})
    set_password(cast.reader, "een ander lang wachtwoord")
    assert lena.post(link()).status_code == 410


def test_the_link_works_for_a_day(lena: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lena.post("/account/address", {"email": "een@example.nl"})
    moment = __import__("time").time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: moment + 25 * 3600)
    assert lena.get(link()).status_code == 410


def test_an_address_of_somebody_else_is_told_to_its_owner_only(lena: Client, cast: Cast) -> None:
    asked = lena.post("/account/address", {"email": "MIRA@example.nl"})
    free = lena.post("/account/address", {"email": "vrij@example.nl"})
    assert bare(asked.content.decode()).replace("MIRA", "vrij") == bare(free.content.decode())
    mail.outbox.pop()
    assert lena.post(link()).status_code == 400
    cast.reader.refresh_from_db()
    assert cast.reader.email == "lena@example.nl"


@pytest.mark.parametrize("email", ["", "geen adres", "LENA@example.nl", "a" * 250 + "@example.nl"])
def test_a_faulty_address_is_refused(email: str, lena: Client) -> None:
    assert lena.post("/account/address", {"email": email}).status_code == 400
    assert not mail.outbox


def test_messages_are_in_the_language_of_the_reader(lena: Client, cast: Cast) -> None:
    assert lena.post("/account", {"language": "en"}).status_code == 302
    lena.post("/account/address", {"email": "lena.nieuw@example.nl"})
    assert str(mail.outbox[-1].subject) == "Confirm your e-mail address: the municipality of Dordrecht"
    assert lena.post("/account", {"language": "xx"}).status_code == 400
