"""A link that does not let anybody in says what happened to it, and nothing about the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tenants.accounts.actions import (
    accept_invitation,
    change_roles,
    create_user,
    deactivate_user,
    invite_user,
    withdraw_invitation,
)
from tenants.accounts.models import Invitation, User
from tenants.kit.caller import System
from tenants.outbox.models import Event
from tests.cast import PASSWORD, Cast

NEW: dict[str, Any] = {"email": "nina@example.nl", "name": "Nina Nieuw", "roles": ["reader"]}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("used", "Log in met het wachtwoord dat toen is gekozen."),
        ("withdrawn", "Deze uitnodiging is ingetrokken."),
        ("expired", "Deze uitnodiging werkte tot en met 15 september 2024."),
    ],
)
def test_a_link_says_what_happened_to_it(
    what: str, told: str, cast: Cast, day: dt.date, visitor: Client, settings: Any
) -> None:
    by = cast.administrator.as_caller()
    invitation, secret = invite_user(**NEW, by=by, on=day)
    if what == "used":
        accept_invitation(secret, password=PASSWORD, on=day)
    elif what == "withdrawn":
        withdraw_invitation(invitation, by=by, on=day)
    else:
        settings.RADERWERK_TODAY = day + dt.timedelta(days=15)
    for answer in (
        visitor.get(f"/invitations/{secret}"),
        visitor.post(f"/invitations/{secret}", {"password": PASSWORD}),
    ):
        page = answer.content.decode()
        assert (answer.status_code, told in page) == (410, True)
        assert "Nina" not in page
        assert "nina@" not in page
        assert ('href="/account/login/"' in page.partition("<main")[2]) == (what == "used")


def test_a_link_that_never_was_is_not_found(visitor: Client) -> None:
    assert visitor.get("/invitations/verzonnen").status_code == 404


def test_the_inviter_never_sees_the_link_when_mail_works(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    page = signed_in(cast.administrator).post("/users/invite", NEW).content.decode()
    assert "/invitations/" in str(mail.outbox[-1].body)
    assert "/invitations/" not in page


@pytest.mark.parametrize(
    "backend", ["tests.tenants.accounts.down.Backend", "django.core.mail.backends.console.EmailBackend"]
)
def test_the_link_is_passed_on_when_mail_fails_and_the_others_see_that(
    backend: str, cast: Cast, signed_in: Callable[[User], Client], visitor: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = backend
    browser = signed_in(cast.administrator)
    page = browser.post("/users/invite", NEW).content.decode()
    secret = page.partition("http://dordrecht.localhost/invitations/")[2].partition("<")[0]
    assert visitor.get(f"/invitations/{secret}").status_code == 200
    assert Event.objects.filter(name="user.invitation_passed_on").count() == 1
    listed = browser.get("/users").content.decode()
    assert "uitgenodigd door Anna Beheer" in listed
    assert "de link is met de hand doorgegeven" in listed
    assert secret not in listed


def test_nobody_accepts_the_invitation_they_sent(cast: Cast, day: dt.date, signed_in: Callable[[User], Client]) -> None:
    _, secret = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    answer = signed_in(cast.administrator).post(f"/invitations/{secret}", {"password": PASSWORD})
    assert (answer.status_code, "zelf verstuurd" in answer.content.decode()) == (400, True)
    assert not User.objects.filter(email="nina@example.nl").exists()


@pytest.mark.parametrize("how", ["dismissed", "made a reader"])
def test_links_die_with_their_sender(how: str, cast: Cast, day: dt.date, visitor: Client) -> None:
    made: dict[str, Any] = {"roles": ["administrator"], "password": PASSWORD, "by": System("test"), "on": day}
    other = create_user(email="bea@example.nl", name="Bea Beheer", **made)
    _, of_anna = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    _, of_bea = invite_user(**{**NEW, "email": "otto@example.nl"}, by=other.as_caller(), on=day)
    if how == "dismissed":
        deactivate_user(other, by=cast.administrator.as_caller(), on=day)
    else:
        change_roles(other, ["reader"], by=cast.administrator.as_caller(), on=day)
    assert visitor.get(f"/invitations/{of_bea}").status_code == 410
    assert visitor.get(f"/invitations/{of_anna}").status_code == 200
    assert Invitation.objects.unanswered().count() == 1
