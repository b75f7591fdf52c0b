"""An address is one address, whatever its capitals: when inviting, when signing in, when it is taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client
from django_tenants.utils import schema_context

from tenants.accounts.actions import accept_invitation, invite_user
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.public.municipalities.administrators import Administrator, invite_administrator
from tenants.public.municipalities.models import Municipality
from tests.cast import PASSWORD, Cast
from tests.conftest import TODAY

WRITTEN = "Xx.Yy@z.example"
SPELLINGS = [WRITTEN, "xx.yy@z.example", "XX.YY@Z.EXAMPLE", "  Xx.yy@Z.example "]


def by_an_administrator(day: dt.date, dordrecht: Municipality) -> str:
    User.objects.get(email="anna@example.nl")
    return invite_user(email=WRITTEN, name="Xander", roles=["reader"], by=System("test"), on=day)[1]


def as_first_administrator(day: dt.date, dordrecht: Municipality) -> str:
    User.objects.filter(roles__contains=["administrator"]).update(is_active=False)
    return invite_administrator(dordrecht, Administrator("Xander", WRITTEN), by=System("test"), on=day)[1]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("invite", [by_an_administrator, as_first_administrator])
def test_any_spelling_signs_in(
    invite: Callable[[dt.date, Municipality], str],
    spelling: str,
    dordrecht: Municipality,
    day: dt.date,
    visitor: Client,
) -> None:
    accept_invitation(invite(day, dordrecht), password=PASSWORD, on=day)
    assert visitor.post("/account/login/", {"login": spelling, "password": PASSWORD}).status_code == 302
    assert "xx.yy@z.example" in visitor.get("/account").content.decode()


def test_an_operator_signs_in_with_any_spelling(db: None, day: dt.date, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite_operator", WRITTEN, name="Olga")
    secret = capsys.readouterr().out.partition("/invitations/")[2].split()[0]
    browser = Client(headers={"host": "localhost"})
    assert browser.post(f"/invitations/{secret}", {"password": PASSWORD}).status_code == 302
    browser.post("/account/logout/")
    assert browser.post("/account/login/", {"login": SPELLINGS[2], "password": PASSWORD}).status_code == 302
    assert browser.get("/account").status_code == 200
    with schema_context("public"):
        assert User.objects.filter(email=SPELLINGS[2]).count() == 1


def test_an_address_that_is_only_listed_with_an_account_does_not_sign_in(cast: Cast, visitor: Client) -> None:
    EmailAddress.objects.create(user=cast.reader, email="tweede@example.nl", verified=False)
    answer = visitor.post("/account/login/", {"login": "tweede@example.nl", "password": PASSWORD})
    assert (answer.status_code, visitor.get("/account").status_code) == (200, 302)


@pytest.mark.parametrize("is_verified", [True, False])
def test_whoever_is_invited_by_somebody_s_second_address_is_somebody_else(
    cast: Cast, signed_in: Callable[[User], Client], visitor: Client, is_verified: bool
) -> None:
    """An account has one address; what else is listed with it belongs to nobody here."""
    EmailAddress.objects.create(user=cast.reader, email="tweede@example.nl", verified=is_verified)
    browser = signed_in(cast.administrator)
    asked = {"email": "Tweede@example.nl", "name": "Tweede", "roles": ["reader"]}
    assert browser.post("/users/invite", asked).status_code in (200, 302)
    _again, secret = invite_user(
        email="tweede@example.nl", name="Tweede", roles=["reader"], by=cast.administrator.as_caller(), on=TODAY
    )
    assert visitor.post(f"/invitations/{secret}", {"password": PASSWORD}).status_code == 302
    assert "tweede@example.nl" in visitor.get("/account").content.decode()
    assert User.objects.get(email="tweede@example.nl").pk != cast.reader.pk


@pytest.mark.parametrize("password", [PASSWORD, "een heel ander wachtwoord"])
def test_a_closed_account_signs_nobody_in(cast: Cast, visitor: Client, password: str) -> None:
    User.objects.filter(pk=cast.reader.pk).update(is_active=False)
    visitor.post("/account/login/", {"login": cast.reader.email, "password": password})
    assert visitor.get("/account").status_code == 302
