"""Two municipalities with the very same rows: what was signed in one is worth nothing in the other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django_tenants.utils import schema_context

from config.services.places import PROJECT
from tenants.accounts.actions import invite_user
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality
from tests.cast import PASSWORD, Cast

LENA = {"login": "lena@example.nl", "password": PASSWORD}
DORDRECHT, ROTTERDAM = "dordrecht.localhost", "rotterdam.localhost"


def on(host: str) -> Client:
    return Client(headers={"host": host})


def copy(*tables: str) -> None:
    """Rotterdam as if it were restored from a dump of Dordrecht."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM gm0599.{table}")
            cursor.execute(f"INSERT INTO gm0599.{table} SELECT * FROM gm0505.{table}")


@pytest.fixture
def twins(cast: Cast, rotterdam: Municipality) -> None:
    copy("accounts_user")
    with schema_context(rotterdam.schema_name):
        assert User.objects.get(email="lena@example.nl").pk == cast.reader.pk


def path_in_mail() -> str:
    found = re.search(r"http://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def reset_link() -> str:
    on(DORDRECHT).post("/account/password/reset/", {"email": "lena@example.nl"})
    return path_in_mail()


def address_link() -> str:
    browser = on(DORDRECHT)
    browser.post("/account/login/", LENA)
    browser.post("/account/address", {"email": "nieuw@example.nl"})
    return path_in_mail()


def invitation_link() -> str:
    with schema_context("gm0505"):
        day = dt.date(2024, 9, 1)
        _, secret = invite_user(email="nina@example.nl", name="Nina", roles=["reader"], by=System("test"), on=day)
    copy("accounts_invitation")
    return f"/invitations/{secret}"


@pytest.mark.parametrize(
    ("make", "form"),
    [
        (reset_link, {"password1": "een ander lang wachtwoord", "password2": "een ander lang wachtwoord"}),
        (address_link, {}),
        (invitation_link, {"password": "een ander lang wachtwoord"}),
    ],
)
def test_a_link_of_dordrecht_does_nothing_in_rotterdam(
    make: Callable[[], str], form: dict[str, str], twins: None, rotterdam: Municipality
) -> None:
    link, there, here = make(), on(ROTTERDAM), on(DORDRECHT)
    with schema_context(rotterdam.schema_name):
        before = list(User.objects.order_by("pk").values())
    shown = there.get(link, follow=True).content.decode()
    assert "@example.nl" not in shown
    there.post(link, form, follow=True)
    with schema_context(rotterdam.schema_name):
        assert list(User.objects.order_by("pk").values()) == before
    opened = here.get(link, follow=True)
    assert (opened.status_code, "<form" in opened.content.decode().partition("<main")[2]) == (200, True)


def test_a_session_of_dordrecht_is_nobody_in_rotterdam(twins: None) -> None:
    here, there = on(DORDRECHT), on(ROTTERDAM)
    here.post("/account/login/", LENA)
    copy("accounts_session")
    there.cookies = deepcopy(here.cookies)
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_a_message_is_told_on_its_own_host_only(twins: None) -> None:
    here, there = on(DORDRECHT), on(ROTTERDAM)
    here.post("/account/login/", LENA)
    there.cookies = deepcopy(here.cookies)
    assert set(here.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert "Lena" not in there.get("/").content.decode()
    assert "U bent ingelogd als Lena" in here.get("/").content.decode()


def signers() -> set[str]:
    """The modules of ours that sign something by themselves."""
    sign = re.compile(r"django\.core\.signing|django\.core import signing|salted_hmac|PasswordResetTokenGenerator\)")
    files = [path for house in settings.HOUSES for path in Path(PROJECT / house).rglob("*.py")]
    return {str(path.relative_to(PROJECT)) for path in files if sign.search(path.read_text())}


def test_whoever_signs_names_the_municipality() -> None:
    """`kit/signing.py` does; two others ask it for their salt and are tried above; one makes keys for its own rows."""
    asking = {"tenants/accounts/models.py", "tenants/accounts/passwords.py"}
    assert signers() == {"tenants/kit/signing.py", *asking, "tenants/once/answers.py"}
