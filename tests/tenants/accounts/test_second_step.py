"""Signing in with a second step: an app, recovery codes, who must, and what happens when all is lost."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django_tenants.utils import schema_context

from tenants.accounts.models import User
from tenants.kit.sealed import unseal
from tenants.outbox.models import Event, History
from tenants.policy.models import Policy
from tests.cast import PASSWORD, Cast
from tests.tenants.accounts import things as accounts

Enter = Callable[[User], Client]
STEP = "/account/second-step"


@pytest.fixture(autouse=True)
def _no_code_was_used() -> None:
    cache.clear()


def enter(browser: Client, email: str = "lena@example.nl") -> str:
    """Where signing in with the password leads."""
    answer = browser.post("/account/login/", {"login": email, "password": PASSWORD})
    return str(answer.headers.get("Location", ""))


def code(secret: str, later: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))


def set_up(browser: Client) -> str:
    """Sets up the app in a browser that has just signed in; returns the key that the app has."""
    page = browser.get(f"{STEP}/totp/activate/").content.decode()
    found = re.search(r"<pre[^>]*>([A-Z2-7]+)</pre>", page)
    assert found
    answer = browser.post(f"{STEP}/totp/activate/", {"code": code(found[1])})
    assert answer.headers["Location"] == f"{STEP}/recovery-codes/"
    return found[1]


def other() -> Client:
    return Client(headers={"host": "dordrecht.localhost"})


@pytest.fixture
def secret(cast: Cast, visitor: Client) -> str:
    """The key of Lena, who has the app."""
    enter(visitor)
    return set_up(visitor)


def test_the_password_alone_lets_nobody_in_any_more(secret: str) -> None:
    browser = other()
    assert enter(browser) == f"{STEP}/authenticate/"
    assert browser.get("/account").status_code == 302
    assert "klopt niet" in browser.post(f"{STEP}/authenticate/", {"code": "000000"}).content.decode()
    assert browser.get("/account").status_code == 302
    assert browser.post(f"{STEP}/authenticate/", {"code": code(secret)}).headers["Location"] == "/"
    assert browser.get("/account").status_code == 200


def test_a_code_works_once(secret: str) -> None:
    for right in (True, False):
        browser = other()
        enter(browser)
        browser.post(f"{STEP}/authenticate/", {"code": code(secret)})
        assert (browser.get("/account").status_code == 200) == right


def test_a_recovery_code_lets_in_once(secret: str, visitor: Client) -> None:
    page = visitor.get(f"{STEP}/recovery-codes/").content.decode()
    codes = re.findall(r"^\d{8}$", page.replace(">", "\n"), re.M)
    assert len(codes) == 10
    for right in (True, False):
        browser = other()
        enter(browser)
        browser.post(f"{STEP}/authenticate/", {"code": codes[0]})
        assert (browser.get("/account").status_code == 200) == right
    assert "nog 9 codes" in visitor.get(f"{STEP}/").content.decode()


def test_a_copy_of_the_database_tells_no_secret(secret: str, cast: Cast) -> None:
    kept = Authenticator.objects.get(user=cast.reader, type="totp").data
    assert secret not in str(kept)
    assert unseal(kept["secret"]) == secret


def test_an_older_session_is_asked_who_it_is(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.reader).get(f"{STEP}/totp/activate/")
    assert answer.headers["Location"].startswith("/account/reauthenticate/")


def test_what_changes_is_told_to_the_person(
    secret: str, visitor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    visitor.post(f"{STEP}/totp/deactivate/")
    assert "niet meer in met een code van een app" in str(mail.outbox[-1].body)
    assert enter(other()) == "/"


@pytest.mark.parametrize("deed", ["edit", "remove"])
def test_a_key_is_there_for_its_own_person_only(deed: str, secret: str, visitor: Client, cast: Cast) -> None:
    key = Authenticator.objects.create(user=cast.manager, type="webauthn", data={"name": "van Mira"})
    path = f"{STEP}/webauthn/keys/{key.pk}/{deed}/"
    assert [visitor.get(path).status_code, visitor.post(path, {"name": "van Lena"}).status_code] == [404, 404]
    assert Authenticator.objects.get(pk=key.pk).data == {"name": "van Mira"}


_KEY: Any = {"id": "MDAw", "rawId": "MDAw", "type": "public-key"}
NONSENSE: list[Any] = [
    0, False, "", "x", [], [1], {}, {"id": 1}, {"id": "x", "rawId": "y"}, {"rawId": "MDAw"}, {"response": []},
    {**_KEY, "response": {}}, {**_KEY, "response": {"clientDataJSON": "", "attestationObject": ""}},
    {**_KEY, "response": {"clientDataJSON": "e30", "attestationObject": "oA", "userHandle": "AA"}},
    {**_KEY, "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}},
    {**_KEY, "response": {"clientDataJSON": "e30", "authenticatorData": "A" * 80, "signature": "", "userHandle": "eA"}},
]  # fmt: skip


@pytest.mark.parametrize("credential", [*(json.dumps(one) for one in NONSENSE), "{", "9" * 5_000, "[" * 5_000, "NaN"])
def test_what_no_passkey_says_is_refused_with_a_sentence(credential: str, cast: Cast, visitor: Client) -> None:
    told = "Deze passkey kon niet worden gebruikt."
    visitor.get(f"{STEP}/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    answer = visitor.post(f"{STEP}/webauthn/login/", {"credential": credential}, follow=True)
    assert answer.redirect_chain == [("/account/login/", 302)]
    assert told in answer.content.decode()
    enter(visitor)
    visitor.get(f"{STEP}/webauthn/add/")
    answer = visitor.post(f"{STEP}/webauthn/add/", {"credential": credential, "name": "laptop"})
    assert told in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", [json.dumps(one) for one in NONSENSE])
def test_a_second_step_with_nonsense_is_told_too(credential: str, cast: Cast, visitor: Client) -> None:
    known = {"name": "van Lena", "credential": accounts._credential()}
    Authenticator.objects.create(user=cast.reader, type="webauthn", data=known)
    assert enter(visitor) == f"{STEP}/authenticate/"
    answer = visitor.post(f"{STEP}/authenticate/", {"credential": credential}, follow=True)
    assert answer.status_code < 500


MUST = [("everybody", "reader", True), ("everybody", "administrator", True), ("administrators", "administrator", True)]
MAY = [("administrators", "reader", False), ("nobody", "administrator", False)]


@pytest.mark.parametrize(("rule", "who", "must"), MUST + MAY)
def test_who_must_sets_up_a_step_before_anything_else(
    rule: str, who: str, must: bool, cast: Cast, signed_in: Enter
) -> None:
    browser = signed_in(getattr(cast, who))
    assert browser.get("/account").status_code == 200
    Policy.objects.update(must_use_mfa=rule)  # at once, in the sessions that there are
    for path in ("/", "/account", "/programs", "/dashboard", "/account/sessions"):
        answer = browser.get(path)
        assert (answer.headers.get("Location") == f"{STEP}/") == must, path
    assert browser.post("/account/sessions").headers["Location"] == (f"{STEP}/" if must else "/account/sessions")
    answer = browser.get("/api/v1/me")
    assert (answer.status_code, answer.headers["Content-Type"].startswith("application/problem+json")) == (
        (403, True) if must else (200, False)
    )
    assert ("wachtwoord niet genoeg" in browser.get(f"{STEP}/").content.decode()) == must
    assert browser.post("/account/logout/").headers["Location"] == "/"


def test_who_has_set_it_up_goes_on(cast: Cast, visitor: Client) -> None:
    Policy.objects.update(must_use_mfa="everybody")
    enter(visitor)
    assert visitor.get("/", follow=True).redirect_chain == [(f"{STEP}/", 302)]
    set_up(visitor)
    assert visitor.get("/").status_code == 200
    visitor.post(f"{STEP}/totp/deactivate/")
    assert visitor.get("/").status_code == 302


def test_visitors_are_not_asked_for_anything(visitor: Client, cast: Cast) -> None:
    Policy.objects.update(must_use_mfa="everybody")
    assert visitor.get("/programs").status_code == 200


@pytest.mark.parametrize("must", [True, False])
def test_operators_must_when_the_installation_says_so(must: bool, operator_client: Client, settings: Any) -> None:
    settings.OPERATORS_MUST_USE_MFA = must
    assert operator_client.get("/jobs").status_code == (302 if must else 200)


def test_an_administrator_takes_a_lost_step_away(secret: str, cast: Cast, signed_in: Enter, visitor: Client) -> None:
    anna, address = signed_in(cast.administrator), f"/users/{cast.reader.pk}"
    assert f"{address}/second-step/reset" in anna.get(address).content.decode()
    anna.post(f"{address}/second-step/reset", {"reason": "telefoon kwijt, aan de balie gezien"})
    assert visitor.get("/account").status_code == 302  # the session that there was
    assert enter(other()) == "/"
    event = Event.objects.get(name="user.second_step_reset")
    assert (event.subject_id, event.caller) == (str(cast.reader.pk), f"user:{cast.administrator.pk}")
    assert mail.outbox[-1].to == ["lena@example.nl"]
    assert "tweede stap van het inloggen weggehaald" in str(mail.outbox[-1].body)
    assert "Deze persoon logt in met alleen een wachtwoord." in anna.get(address).content.decode()


def test_the_reason_is_kept(secret: str, cast: Cast, signed_in: Enter) -> None:
    anna, address = signed_in(cast.administrator), f"/users/{cast.reader.pk}/second-step/reset"
    assert anna.post(address, {"reason": " "}).status_code == 400
    anna.post(address, {"reason": "telefoon kwijt"})
    last = History.objects.of(cast.reader).last()
    assert last is not None
    assert last.reason == "telefoon kwijt"


def test_nobody_takes_away_their_own_step_like_this(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.administrator).post(
        f"/users/{cast.administrator.pk}/second-step/reset", {"reason": "kwijt"}
    )
    assert (answer.status_code, "Vraag het een andere beheerder" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("where", ["GM0505", ""])
def test_a_command_helps_who_is_alone(where: str, cast: Cast, operator_client: Client) -> None:
    schema, email = ("gm0505", cast.administrator.email) if where else ("public", "otto@example.nl")
    with schema_context(schema):
        alone = User.objects.get(email=email)
        Authenticator.objects.create(user=alone, type="totp", data={"secret": "x"})
    call_command("reset_second_step", email.upper(), municipality=where, reason="sleutelhanger verloren")
    with schema_context(schema):
        assert not Authenticator.objects.filter(user=alone).exists()
        assert Event.objects.get(name="user.second_step_reset").caller == "system:reset_second_step"
    with pytest.raises(CommandError, match="Nobody has"):
        call_command("reset_second_step", "niemand@example.nl", municipality=where, reason="x")
