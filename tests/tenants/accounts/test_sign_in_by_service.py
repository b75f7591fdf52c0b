"""Signing in with the municipality's own service: who is invited comes in, whatever the service does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import deepcopy
from ipaddress import ip_network
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tenants.accounts.actions import change_address, deactivate_user, forget_identity, invite_user, set_service
from tenants.accounts.actions.own import address_token
from tenants.accounts.models import SignInService, User
from tenants.kit.sealed import seal
from tenants.kit.site import site_of
from tenants.outbox.models import Event
from tenants.public.municipalities.models import Municipality
from tests.cast import PASSWORD, Cast
from tests.tenants.accounts.provider import CLIENT_ID, LENA, SECRET, Provider, running

Enter = Callable[[User], Client]
TODAY = dt.date(2024, 9, 1)


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    settings.PRIVATE_NETWORKS_ALLOWED = [ip_network("127.0.0.0/8")]
    with running() as provider:
        yield provider


@pytest.fixture
def service(provider: Provider, cast: Cast, dordrecht: Municipality) -> SignInService:
    """Dordrecht's own."""
    return set_up(provider, cast, dordrecht)


def set_up(provider: Provider, cast: Cast, dordrecht: Municipality, **other: Any) -> SignInService:
    given = {"name": "Dordrecht ID", "issuer": provider.issuer, "client_id": CLIENT_ID, "domain": "", "secret": SECRET}
    by, site = cast.administrator.as_caller(), site_of(dordrecht)
    return set_service(by=by, on=TODAY, site=site, **{**given, "is_required": False, **other})


def words(answer: Any) -> str:
    return str(answer.content.decode())


def is_in(browser: Client, user: User) -> bool:
    return user.email in words(browser.get("/account"))


def test_somebody_comes_in_and_goes_on_to_where_they_wanted(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client
) -> None:
    assert "Inloggen met Dordrecht ID" in words(visitor.get("/account/login/?next=/programs"))
    answer = provider.comes_back(visitor, LENA, "/account/service?next=/programs")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/programs")
    assert is_in(visitor, cast.reader)
    _path, sent = next(asked for asked in provider.asked if asked[0] == "/token")
    assert (sent["client_secret"], sent["redirect_uri"]) == (
        [SECRET], ["http://dordrecht.localhost/account/service/callback"],
    )  # fmt: skip
    assert "code_verifier" in sent


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "http://rotterdam.localhost/"])
def test_the_service_leads_only_within_this_host(
    wanted: str, service: SignInService, provider: Provider, visitor: Client
) -> None:
    assert provider.comes_back(visitor, LENA, f"/account/service?next={wanted}").headers["Location"] == "/"


def test_whoever_came_before_is_known_by_the_id_of_the_service(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client, dordrecht: Municipality
) -> None:
    """Also when the address is another one, there or here; what the service tells of people is not kept."""
    provider.comes_back(visitor, LENA)
    visitor.post("/account/logout/")
    provider.comes_back(visitor, {**LENA, "email": "getrouwd@example.nl"})
    assert is_in(visitor, cast.reader)
    change_address(address_token(cast.reader, "lena.nieuw@example.nl"), site=site_of(dordrecht))
    cast.reader.refresh_from_db()
    fresh = Client(headers={"host": "dordrecht.localhost"})
    provider.comes_back(fresh, LENA)
    assert is_in(fresh, cast.reader)
    assert SocialAccount.objects.get().extra_data == {}
    assert Event.objects.filter(name="user.identity_known").count() == 1


def test_a_successor_with_the_same_address_is_not_that_person(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client, dordrecht: Municipality
) -> None:
    provider.comes_back(visitor, LENA)
    other = Client(headers={"host": "dordrecht.localhost"})
    answer = provider.comes_back(other, {**LENA, "sub": "2002"})
    assert answer.status_code == 409
    assert "onder een ander nummer" in words(answer)
    assert other.get("/account").status_code == 302
    by = cast.administrator.as_caller()
    forget_identity(cast.reader, by=by, on=TODAY, reason="nieuw account bij de dienst", site=site_of(dordrecht))
    assert provider.comes_back(other, {**LENA, "sub": "2002"}).status_code == 302
    assert visitor.get("/account").status_code == 302


@pytest.mark.parametrize(
    "said", [{}, {"email_verified": False}, {"email_verified": "false"}, {"email_verified": "true"}]
)
def test_an_address_that_is_not_confirmed_is_nobody_s(
    said: dict[str, Any], service: SignInService, provider: Provider, visitor: Client
) -> None:
    answer = provider.comes_back(visitor, {"sub": "1001", "email": "lena@example.nl", **said})
    assert answer.status_code == 403
    assert "niet bevestigd" in words(answer)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(("domain", "status"), [("example.nl", 302), ("ample.nl", 403), ("example.com", 403)])
def test_the_municipality_may_say_that_all_addresses_of_its_domain_are_confirmed(
    domain: str, status: int, provider: Provider, cast: Cast, dordrecht: Municipality, visitor: Client
) -> None:
    set_up(provider, cast, dordrecht, domain=domain)
    assert provider.comes_back(visitor, {"sub": "1001", "email": "lena@example.nl"}).status_code == status


def test_whoever_is_not_invited_stays_out(service: SignInService, provider: Provider, visitor: Client) -> None:
    before = User.objects.count()
    answer = provider.comes_back(visitor, {**LENA, "email": "vreemd@example.nl"})
    assert answer.status_code == 403
    assert "Vraag een beheerder u op dit adres uit te nodigen" in words(answer)
    assert User.objects.count() == before


def test_whoever_is_invited_has_an_account_at_once_and_no_password(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client
) -> None:
    by = cast.administrator.as_caller()
    _, secret = invite_user(email="nina@example.nl", name="Nina Nieuw", roles=["council_clerk"], by=by, on=TODAY)
    assert "Inloggen met Dordrecht ID" in words(visitor.get(f"/invitations/{secret}"))
    provider.comes_back(visitor, {**LENA, "sub": "3003", "email": "Nina@Example.nl"})
    nina = User.objects.get(email="nina@example.nl")
    assert is_in(visitor, nina)
    assert (nina.roles, nina.has_usable_password()) == (["council_clerk"], False)
    assert Client(headers={"host": "dordrecht.localhost"}).get(f"/invitations/{secret}").status_code == 410


def test_a_closed_account_stays_closed(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client, day: dt.date
) -> None:
    provider.comes_back(visitor, LENA)
    deactivate_user(cast.reader, by=cast.administrator.as_caller(), on=day, reason="uit dienst")
    for person in (LENA, {**LENA, "sub": "4004"}):
        browser = Client(headers={"host": "dordrecht.localhost"})
        assert provider.comes_back(browser, person).headers["Location"] == "/account/inactive/"
        assert browser.get("/account").status_code == 302


def test_an_attempt_counts_once_and_in_the_browser_that_began_it(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client
) -> None:
    back = provider.way_back(visitor.get("/account/service"))
    other = Client(headers={"host": "dordrecht.localhost"})
    assert other.get(back).status_code == 403
    assert visitor.get(back).status_code == 302
    again = visitor.get(back)
    assert again.status_code == 403
    assert "Begin opnieuw" in words(again)
    assert is_in(visitor, cast.reader)


def test_an_attempt_of_dordrecht_is_worth_nothing_in_rotterdam(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client, rotterdam: Municipality
) -> None:
    back = provider.way_back(visitor.get("/account/service"))
    there = Client(headers={"host": "rotterdam.localhost"})
    assert there.get("/account/service").status_code == 404
    there.cookies = deepcopy(visitor.cookies)
    assert there.get(back).status_code == 404
    assert there.get("/account").status_code == 302


NONSENSE: dict[str, Callable[[Provider], dict[str, tuple[int, Any]]]] = {
    "an error": lambda _it: {"/token": (500, "stuk")},
    "a refusal": lambda _it: {"/token": (400, {"error": "invalid_grant"})},
    "a page": lambda _it: {"/token": (200, "<html>onderhoud</html>")},
    "a list": lambda _it: {"/token": (200, ["access_token"])},
    "no id": lambda _it: {"/token": (200, {"access_token": "toegang"})},
    "no token": lambda _it: {"/token": (200, {"access_token": "toegang", "id_token": "niets"})},
    "for another program": lambda it: {"/token": (200, {"access_token": "t", "id_token": it.id_token(aud="ander")})},
    "of another service": lambda it: {"/token": (200, {"access_token": "t", "id_token": it.id_token(iss="ander")})},
    "too old": lambda it: {"/token": (200, {"access_token": "t", "id_token": it.id_token(exp=1)})},
    "of two people": lambda _it: {"/userinfo": (200, {**LENA, "sub": "9009"})},
    "no person": lambda _it: {"/userinfo": (200, [])},
    "somewhere else": lambda _it: {"/userinfo": (302, "http://127.0.0.1:1/")},
    "far too much": lambda _it: {"/userinfo": (200, "x" * 1_100_000)},
}  # fmt: skip


@pytest.mark.parametrize("what", NONSENSE)
def test_a_service_that_answers_nonsense_lets_nobody_in_and_gets_a_clear_page(
    what: str, service: SignInService, provider: Provider, visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    provider.says = NONSENSE[what](provider)
    answer = provider.comes_back(visitor, LENA)
    assert answer.status_code == 403
    assert "Dordrecht ID heeft ons niet laten weten wie u bent." in words(answer)
    assert visitor.get("/account").status_code == 302
    assert SECRET not in words(answer) + caplog.text
    assert "sign_in.by_service_failed" in caplog.text


def test_a_service_that_is_away_gets_a_clear_page_and_is_left_alone_for_a_moment(
    service: SignInService, provider: Provider, visitor: Client
) -> None:
    provider.says = {"/.well-known/openid-configuration": (503, "onderhoud")}
    provider.asked.clear()
    for _time in range(3):
        answer = visitor.get("/account/service")
        assert (answer.status_code, "Dordrecht ID" in words(answer)) == (403, True)
    assert len(provider.asked) == 1


def test_whoever_stops_at_the_service_can_begin_again(
    service: SignInService, provider: Provider, visitor: Client
) -> None:
    back = provider.way_back(visitor.get("/account/service")).replace("code=abc", "error=access_denied")
    answer = visitor.get(back)
    assert answer.status_code == 403
    assert "/account/service" in words(answer)


def test_a_second_step_of_ours_is_still_asked(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client
) -> None:
    Authenticator.objects.create(user=cast.reader, type="totp", data={"secret": seal("A" * 32)})
    assert provider.comes_back(visitor, LENA).headers["Location"] == "/account/second-step/authenticate/"
    assert visitor.get("/account").status_code == 302


def test_whoever_has_no_password_proves_at_the_service_that_it_is_still_them(
    service: SignInService, provider: Provider, cast: Cast, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.reader.set_unusable_password()
    cast.reader.save()
    provider.comes_back(visitor, LENA)
    assert visitor.get("/account/address").status_code == 200
    monkeypatch.setattr("tenants.accounts.adapter.REAUTHENTICATION_TIMEOUT", 0)
    asked = visitor.get("/account/address")
    assert asked.headers["Location"] == "/account/service?next=%2Faccount%2Faddress"
    sent = visitor.get(asked.headers["Location"])
    assert "prompt=login" in sent.headers["Location"]
    assert visitor.get(provider.way_back(sent)).headers["Location"] == "/account/address"


@pytest.fixture
def required(provider: Provider, cast: Cast, dordrecht: Municipality) -> SignInService:
    return set_up(provider, cast, dordrecht, is_required=True)


def test_a_password_lets_in_only_administrators_when_the_service_is_required(
    required: SignInService, provider: Provider, cast: Cast, visitor: Client
) -> None:
    refused = visitor.post("/account/login/", {"login": "lena@example.nl", "password": PASSWORD})
    assert refused.status_code == 403
    assert "niet met een wachtwoord" in words(refused)
    assert visitor.get("/account").status_code == 302
    assert provider.comes_back(visitor, LENA).status_code == 302
    other = Client(headers={"host": "dordrecht.localhost"})
    assert other.post("/account/login/", {"login": "anna@example.nl", "password": PASSWORD}).status_code == 302


def test_an_invitation_is_accepted_at_the_service_when_that_is_required(
    required: SignInService, cast: Cast, visitor: Client
) -> None:
    by = cast.administrator.as_caller()
    _, secret = invite_user(email="nina@example.nl", name="Nina Nieuw", roles=["reader"], by=by, on=TODAY)
    path = f"/invitations/{secret}"
    assert 'name="password"' not in words(visitor.get(path))
    assert visitor.post(path, {"password": "een lang en goed wachtwoord"}).status_code == 400
    assert not User.objects.filter(email="nina@example.nl").exists()


def test_a_forgotten_password_is_no_way_around_the_service(
    required: SignInService, cast: Cast, visitor: Client
) -> None:
    visitor.post("/account/password/reset/", {"email": "lena@example.nl"})
    assert "Dordrecht ID" in mail.outbox[-1].body
    assert "/account/password" not in mail.outbox[-1].body


def test_visitors_of_another_host_of_the_municipality_are_sent_to_the_first(
    service: SignInService, dordrecht: Municipality
) -> None:
    dordrecht.domains.create(domain="gemeente-dordrecht.localhost", is_primary=False)
    cache.clear()
    answer = Client(headers={"host": "gemeente-dordrecht.localhost"}).get("/account/service?next=/users")
    assert answer.headers["Location"] == "http://dordrecht.localhost/account/service?next=/users"
