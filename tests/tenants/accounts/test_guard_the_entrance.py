"""Guessing is slowed down for who guesses, not for the rest; and signing in leads nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory

from config import settings as product
from config.proxies import trusted_proxies
from tenants.kit.clients import address_of
from tests.cast import PASSWORD, Cast

ONE_PROXY, PEER = ["1"], "10.0.0.1"


@pytest.fixture
def limits(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = product.ACCOUNT_RATE_LIMITS
    cache.clear()


def enter(visitor: Client, email: str, password: str = PASSWORD, behind: str = "192.0.2.1") -> int:
    form = {"login": email, "password": password}
    return visitor.post("/account/login/", form, headers={"x-forwarded-for": behind}, REMOTE_ADDR=PEER).status_code


def test_an_account_that_is_guessed_at_is_closed_for_a_while_and_others_are_not(
    limits: None, cast: Cast, visitor: Client, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = ONE_PROXY
    for number in range(5):
        assert enter(visitor, cast.reader.email, "verkeerd", f"192.0.2.{number}") == 200
    assert enter(visitor, cast.reader.email) == 200
    assert enter(visitor, cast.manager.email) == 302


def test_somebody_who_guesses_at_everybody_does_not_lock_out_the_others_behind_the_proxy(
    limits: None, cast: Cast, visitor: Client, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = ONE_PROXY
    for number in range(60):
        enter(visitor, f"iemand{number}@example.nl", "verkeerd", "192.0.2.66")
    assert enter(visitor, cast.manager.email, behind="192.0.2.66") == 200
    assert enter(visitor, cast.manager.email, behind="192.0.2.7") == 302


def test_a_visitor_does_not_choose_their_own_address(limits: None, cast: Cast, visitor: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES = []
    for number in range(60):
        enter(visitor, f"iemand{number}@example.nl", "verkeerd", f"198.51.100.{number}")
    assert enter(visitor, cast.manager.email, behind="203.0.113.9") == 200


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        ([], "1.1.1.1", PEER),
        (["1"], "1.1.1.1", "1.1.1.1"),
        (["1"], "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (["2"], "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (["2"], "1.1.1.1", "1.1.1.1"),
        (["1"], "", PEER),
        (["10.0.0.0/8"], "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (["10.0.0.0/8"], "6.6.6.6, 1.1.1.1, 10.9.9.9", "1.1.1.1"),
        (["172.16.0.0/12"], "1.1.1.1", PEER),
        (["10.0.0.0/8"], "6.6.6.6, onzin", "onzin"),
        (["10.0.0.0/8", "2001:db8::/32"], "2001:db9::1, 2001:db8::2", "2001:db9::1"),
    ],
)
def test_the_address_of_a_visitor(trusted: list[str], forwarded: str, expected: str, settings: Any) -> None:
    settings.TRUSTED_PROXIES = trusted
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=PEER)) == expected


@pytest.mark.parametrize(
    ("named", "behind"), [([], True), (["een"], False), (["1", "2"], True), (["10.0.0.0/64"], True)]
)
def test_the_server_does_not_start_without_knowing_its_proxies(named: list[str], behind: bool) -> None:
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        trusted_proxies(named, behind_proxy=behind)


@pytest.mark.parametrize("named", [["1"], ["10.0.0.0/8", "fd00::/8"]])
def test_proxies_are_a_number_or_networks(named: list[str]) -> None:
    assert trusted_proxies(named, behind_proxy=True) == named


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/programs", "/programs"),
        ("//localhost", "/"),
        ("//rotterdam.localhost/", "/"),
        ("https://evil.example/", "/"),
        ("http://dordrecht.localhost@evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
@pytest.mark.parametrize("how", ["form", "query"])
def test_signing_in_leads_only_within_this_host(
    wanted: str, reached: str, how: str, cast: Cast, visitor: Client
) -> None:
    form = {"login": cast.reader.email, "password": PASSWORD}
    query = {"next": wanted} if how == "query" else {}
    if how == "form":
        form["next"] = wanted
    answer = visitor.post("/account/login/", form, query_params=query)
    assert answer.headers["Location"] == reached


@pytest.mark.parametrize("path", ["/", "/account", "/users", "/dashboard", "/nergens", "/api/v1/programs"])
def test_nobody_keeps_a_page_of_somebody_who_signed_in(path: str, cast: Cast, visitor: Client) -> None:
    visitor.force_login(cast.administrator)
    kept = visitor.get(path).headers["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept
