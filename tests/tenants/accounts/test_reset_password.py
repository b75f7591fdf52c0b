"""A forgotten password is replaced; nobody learns who has an account, and the link leads to our own host."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import mail
from django.test import Client
from kombu.exceptions import OperationalError

from tenants.accounts.models import User
from tenants.kit.tasks import send_letter
from tenants.outbox.models import Event
from tests.cast import PASSWORD, Cast

NEW = "een ander lang wachtwoord"


def ask(visitor: Client, email: str, **headers: str) -> str:
    return visitor.post("/account/password/reset/", {"email": email}, headers=headers, follow=True).content.decode()


def bare(page: str) -> str:
    """The page without the tokens of its forms, which are other ones each time."""
    return re.sub(r'<input type="hidden"[^>]*>', "", page)


def reset(visitor: Client, password: str = NEW) -> Any:
    link = re.search(r"http://dordrecht\.localhost(/account/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    form = visitor.get(link[1], follow=True)
    return visitor.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})


def test_the_new_password_works_and_the_old_sessions_do_not(
    cast: Cast, visitor: Client, signed_in: Callable[[User], Client]
) -> None:
    before = signed_in(cast.reader)
    ask(visitor, "LENA@example.nl")
    assert reset(visitor).status_code == 302
    assert before.get("/account").status_code == 302
    assert visitor.post("/account/login/", {"login": cast.reader.email, "password": PASSWORD}).status_code == 200
    assert visitor.post("/account/login/", {"login": cast.reader.email, "password": NEW}).status_code == 302


def test_it_is_recorded_and_told(cast: Cast, visitor: Client) -> None:
    ask(visitor, cast.reader.email)
    reset(visitor)
    event = Event.objects.get(name="user.password_changed")
    assert (event.subject_id, event.caller) == (str(cast.reader.pk), f"user:{cast.reader.pk}")
    assert mail.outbox[-1].to == ["lena@example.nl"]
    assert "Uw wachtwoord is vervangen" in str(mail.outbox[-1].body)


@pytest.mark.parametrize("password", ["kort", "123456789012", " " * 12, "lena@example.nl", "Lena Lezer 1"])
def test_a_weak_password_is_refused(password: str, cast: Cast, visitor: Client) -> None:
    ask(visitor, cast.reader.email)
    assert reset(visitor, password).status_code == 200
    cast.reader.refresh_from_db()
    assert cast.reader.check_password(PASSWORD)


def test_known_and_unknown_addresses_get_the_same_answer_and_only_one_a_message(cast: Cast, visitor: Client) -> None:
    assert bare(ask(visitor, cast.reader.email)) == bare(ask(visitor, "niemand@example.nl"))
    assert [message.to for message in mail.outbox] == [["lena@example.nl"]]


def test_signing_in_gives_known_and_unknown_addresses_the_same_answer(cast: Cast, visitor: Client) -> None:
    known = visitor.post("/account/login/", {"login": "lena@example.nl", "password": "fout wachtwoord"})
    unknown = visitor.post("/account/login/", {"login": "iets@example.nl", "password": "fout wachtwoord"})
    assert bare(known.content.decode()).replace("lena@", "iets@") == bare(unknown.content.decode())


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "www.dordrecht.localhost:1234"},
        {"host": "dordrecht.localhost:99"},
        {"x-forwarded-host": "evil.example"},
    ],
)
def test_the_link_leads_to_the_host_in_the_municipalitys_row(
    headers: dict[str, str], cast: Cast, visitor: Client
) -> None:
    ask(visitor, cast.reader.email, **headers)
    hosts = re.findall(r"https?://([^/\s]+)", str(mail.outbox[-1].body))
    assert hosts == ["dordrecht.localhost"]


def test_the_port_in_links_is_the_operators(cast: Cast, visitor: Client, settings: Any) -> None:
    settings.PORT_IN_LINKS, settings.HTTPS_ONLY = 8000, True
    ask(visitor, cast.reader.email, host="dordrecht.localhost:99")
    assert "https://dordrecht.localhost:8000/account/" in str(mail.outbox[-1].body)


def test_neither_broker_nor_mail_server_changes_nothing_for_the_visitor(
    cast: Cast, visitor: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = bare(ask(visitor, "niemand@example.nl"))
    monkeypatch.setattr(send_letter, "delay", Mock(side_effect=OperationalError("no broker")))
    settings.EMAIL_BACKEND = "tests.tenants.accounts.down.Backend"
    assert bare(ask(visitor, cast.reader.email)) == expected
