"""An administrator invites somebody, who chooses a password and is in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from tenants.accounts.actions import (
    accept_invitation,
    change_roles,
    create_user,
    deactivate_user,
    find_invitation,
    invite_user,
    withdraw_invitation,
)
from tenants.accounts.models import Invitation, User
from tenants.kit.errors import Conflict, Gone, Invalid, Refused
from tenants.outbox.models import Event, History
from tenants.public.municipalities.models import Municipality
from tests.cast import PASSWORD, Cast

NEW: dict[str, Any] = {"email": "Nieuw@example.nl", "name": "Nieuwe Collega", "roles": ["reader"]}


def test_the_invited_person_gets_an_account(cast: Cast, day: dt.date) -> None:
    _, secret = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    user = accept_invitation(secret, password=PASSWORD, on=day)
    assert (user.email, user.roles, user.check_password(PASSWORD)) == ("nieuw@example.nl", ["reader"], True)


def test_the_link_works_once(cast: Cast, day: dt.date) -> None:
    _, secret = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    accept_invitation(secret, password=PASSWORD, on=day)
    with pytest.raises(Gone):
        accept_invitation(secret, password=PASSWORD, on=day)


def test_the_link_works_for_fourteen_days(cast: Cast, day: dt.date) -> None:
    _, secret = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    with pytest.raises(Gone):
        accept_invitation(secret, password=PASSWORD, on=day + dt.timedelta(days=15))
    accept_invitation(secret, password=PASSWORD, on=day + dt.timedelta(days=14))


def test_the_secret_is_not_stored(cast: Cast, day: dt.date) -> None:
    invitation, secret = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert "secret_hash" not in (History.objects.of(invitation).get().after or {})


@pytest.mark.parametrize("who", ["manager", "editor", "reader", "council_member"])
def test_only_an_administrator_invites(cast: Cast, day: dt.date, who: str) -> None:
    with pytest.raises(Refused):
        invite_user(**NEW, by=getattr(cast, who).as_caller(), on=day)


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"email": "geen adres"}, "email"),
        ({"email": "MIRA@example.nl"}, "email"),
        ({"name": " "}, "name"),
        ({"roles": []}, "roles"),
        ({"roles": ["koning"]}, "roles"),
    ],
)
def test_bad_input_names_the_field(cast: Cast, day: dt.date, fault: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        invite_user(**{**NEW, **fault}, by=cast.administrator.as_caller(), on=day)
    assert [error.field for error in problem.value.errors] == [field]


@pytest.mark.parametrize("later", [0, 15], ids=["while the first is open", "when it has grown old"])
def test_a_second_invitation_takes_the_place_of_the_first(cast: Cast, day: dt.date, later: int) -> None:
    by, then = cast.administrator.as_caller(), day + dt.timedelta(days=later)
    _, first = invite_user(**NEW, by=by, on=day)
    _, second = invite_user(**{**NEW, "email": NEW["email"].upper()}, by=by, on=then)
    with pytest.raises(Gone):
        find_invitation(first, on=then)
    assert accept_invitation(second, password=PASSWORD, on=then).pk


def test_a_withdrawn_invitation_lets_nobody_in(cast: Cast, day: dt.date) -> None:
    by = cast.administrator.as_caller()
    invitation, secret = invite_user(**NEW, by=by, on=day)
    withdraw_invitation(invitation, by=by, on=day)
    withdraw_invitation(invitation, by=by, on=day)
    with pytest.raises(Gone):
        accept_invitation(secret, password=PASSWORD, on=day)
    names = list(Event.objects.order_by("sequence").values_list("name", flat=True))
    assert names[-2:] == ["user.invited", "user.invitation_withdrawn"]


def test_whoever_has_accepted_cannot_be_withdrawn(cast: Cast, day: dt.date) -> None:
    by = cast.administrator.as_caller()
    invitation, secret = invite_user(**NEW, by=by, on=day)
    accept_invitation(secret, password=PASSWORD, on=day)
    with pytest.raises(Conflict):
        withdraw_invitation(invitation, by=by, on=day)
    with pytest.raises(Refused):
        withdraw_invitation(invitation, by=cast.reader.as_caller(), on=day)


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "password1234",
        "",
        "123456789012",
        " " * 12,
        "aaaaaaaaaaaa",
        "qwertyuiop12",
        "nieuw@example.nl",
    ],
)
def test_a_weak_password_is_refused_and_the_link_still_works(cast: Cast, day: dt.date, password: str) -> None:
    _, secret = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    with pytest.raises(Invalid):
        accept_invitation(secret, password=password, on=day)
    assert accept_invitation(secret, password=PASSWORD, on=day).pk


def test_events_and_history_tell_it(cast: Cast, day: dt.date) -> None:
    _, secret = invite_user(**NEW, by=cast.administrator.as_caller(), on=day)
    user = accept_invitation(secret, password=PASSWORD, on=day)
    names = list(Event.objects.order_by("sequence").values_list("name", flat=True))
    assert names[-3:] == ["user.invited", "user.created", "user.joined"]
    assert "password" not in (History.objects.of(user).get().after or {})


def test_new_roles_end_the_sessions(cast: Cast, signed_in: Callable[[User], Client], day: dt.date) -> None:
    browser = signed_in(cast.reader)
    assert browser.get("/account").status_code == 200
    change_roles(cast.reader, ["council_clerk"], by=cast.administrator.as_caller(), on=day, reason="nieuwe functie")
    cast.reader.refresh_from_db()
    assert cast.reader.roles == ["council_clerk"]
    assert browser.get("/account").status_code == 302
    last = History.objects.of(cast.reader).last()
    assert last is not None
    assert last.reason == "nieuwe functie"


def test_whoever_may_not_come_in_any_more_is_out_at_once(
    cast: Cast, day: dt.date, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(cast.reader)
    assert browser.get("/account").status_code == 200
    deactivate_user(cast.reader, by=cast.administrator.as_caller(), on=day, reason="uit dienst")
    assert browser.get("/account").status_code == 302


def test_the_same_address_in_another_municipality_is_somebody_else(
    cast: Cast, day: dt.date, rotterdam: Municipality
) -> None:
    deactivate_user(cast.manager, by=cast.administrator.as_caller(), on=day)
    with schema_context(rotterdam.schema_name):
        assert User.objects.get(email="mira@example.nl").is_active


def test_a_taken_address_is_refused_whatever_its_capitals(cast: Cast, day: dt.date) -> None:
    with pytest.raises(Invalid):
        create_user(
            email="MIRA@EXAMPLE.NL",
            name="X",
            roles=["reader"],
            password=PASSWORD,
            by=cast.administrator.as_caller(),
            on=day,
        )


@pytest.mark.parametrize(
    ("mail_works", "title"),
    [(True, "Nieuwe Collega is uitgenodigd"), (False, "Geef de uitnodiging van Nieuwe Collega zelf door")],
)
def test_title_heading_and_text_say_the_same_of_the_message(
    cast: Cast, signed_in: Callable[[User], Client], settings: Any, mail_works: bool, title: str
) -> None:
    if not mail_works:
        settings.EMAIL_BACKEND = "tests.tenants.accounts.down.Backend"
    page = signed_in(cast.administrator).post("/users/invite", NEW).content.decode()
    assert re.search(rf"<title>\s*{title}", page)
    assert re.search(rf"<h1[^>]*>\s*{title}", page)
    assert ("kon niet worden verstuurd" in page) is not mail_works


def test_nobody_becomes_an_operator_in_a_municipality(
    cast: Cast, signed_in: Callable[[User], Client], day: dt.date
) -> None:
    by, roles = cast.administrator.as_caller(), ["reader", "operator"]
    for act in (
        lambda: change_roles(cast.reader, roles, by=by, on=day),
        lambda: invite_user(**{**NEW, "roles": roles}, by=by, on=day),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert [fault.field for fault in refused.value.errors] == ["roles"]
    answer = signed_in(cast.administrator).post(f"/users/{cast.reader.pk}", {"roles": roles})
    cast.reader.refresh_from_db()
    assert (answer.status_code, cast.reader.roles) == (400, ["reader"])
