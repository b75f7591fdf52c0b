"""An administrator sets up with which service people sign in; its secret is told to nobody, and to no other address."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from tenants.accounts.actions.service import BY_SERVICE
from tenants.accounts.models import SignInService
from tenants.kit.database import connection
from tenants.kit.sealed import unseal
from tenants.outbox.models import Event, History
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast
from tests.tenants.accounts.provider import CLIENT_ID, SECRET, Provider, running
from tests.tenants.accounts.test_sign_in_by_service import Enter, provider, words

__all__ = ["provider"]
PAGE = "/users/service"


def fill_in(browser: Client, provider: Provider, **other: str) -> Any:
    given = {"name": "Dordrecht ID", "issuer": provider.issuer, "client_id": CLIENT_ID, "secret": SECRET}
    return browser.post(PAGE, {**given, "seen": seen(), **other})


def seen() -> str:
    service = SignInService.objects.here()
    return service.updated_at.isoformat() if service else ""


@pytest.fixture
def browser(cast: Cast, signed_in: Enter, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The administrator's, who has just signed in."""
    monkeypatch.setattr("tenants.accounts.adapter.AccountAdapter.is_reauthentication_required", lambda self, app: False)
    return signed_in(cast.administrator)


def test_what_is_filled_in_is_kept_and_the_secret_sealed(browser: Client, provider: Provider, cast: Cast) -> None:
    assert "http://dordrecht.localhost/account/service/callback" in words(browser.get(PAGE))
    assert fill_in(browser, provider).status_code == 302
    service = SignInService.objects.get()
    assert (unseal(service.password), SECRET in service.password) == (SECRET, False)
    assert SECRET not in words(browser.get(PAGE))
    assert not any(SECRET in str(row) or "password" in str(row) for row in History.objects.values_list("after"))
    assert Event.objects.get(name="sign_in_service.changed").data == {}
    assert [message.to for message in mail.outbox] == [["anna@example.nl"]]


def test_the_first_time_a_secret_is_owed(browser: Client, provider: Provider) -> None:
    assert "Laat dit leeg" not in browser.get("/users/service").content.decode()
    refused = fill_in(browser, provider, secret="")
    assert refused.status_code == 400
    assert refused.content.decode().count("Vul het geheim in.") == 2  # above the form, and at the field
    fill_in(browser, provider)
    assert "Laat dit leeg" in browser.get("/users/service").content.decode()


def test_without_a_secret_the_known_one_stays(browser: Client, provider: Provider, cast: Cast) -> None:
    fill_in(browser, provider)
    assert fill_in(browser, provider, secret="", name="Inlogdienst").status_code == 302
    service = SignInService.objects.get()
    assert (service.name, unseal(service.password)) == ("Inlogdienst", SECRET)


def test_a_secret_that_is_known_goes_to_no_other_address(browser: Client, provider: Provider, cast: Cast) -> None:
    fill_in(browser, provider)
    SocialAccount.objects.create(user=cast.reader, provider=BY_SERVICE, uid="1001")
    with running() as other:
        refused = fill_in(browser, other, secret="")
        assert (refused.status_code, "Vul het geheim in." in words(refused)) == (400, True)
        assert SocialAccount.objects.exists()
        assert fill_in(browser, other, secret="een ander geheim").status_code == 302
    assert not SocialAccount.objects.exists(), "Another service knows people by other ids."


@pytest.mark.parametrize(
    "issuer",
    [
        "http://127.0.0.1:1",
        "https://nergens.invalid",
        "geen adres",
        "file:///etc/passwd",
        "http://[::1",
        "https://10.0.0.1/",
    ],
)
def test_what_does_not_answer_is_refused(issuer: str, browser: Client, provider: Provider) -> None:
    answer = fill_in(browser, provider, issuer=issuer)
    assert answer.status_code == 400
    assert "Daar antwoordt geen inlogdienst." in words(answer)
    assert not SignInService.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://een-ander.example"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"userinfo_endpoint": None},
    ],
)
def test_a_service_speaks_for_itself_only(said: dict[str, Any], browser: Client, provider: Provider) -> None:
    provider.says = {"/.well-known/openid-configuration": (200, {**provider.description, **said})}
    assert fill_in(browser, provider).status_code == 400


def test_a_municipality_reaches_nothing_in_the_server_s_own_network(
    browser: Client, provider: Provider, settings: Any
) -> None:
    settings.PRIVATE_NETWORKS_ALLOWED = []
    assert fill_in(browser, provider).status_code == 400
    assert provider.asked == []


def test_the_older_of_two_forms_does_not_win(browser: Client, provider: Provider) -> None:
    fill_in(browser, provider)
    assert fill_in(browser, provider, name="Ander", seen="").status_code == 412


def test_it_is_removed_after_a_question(browser: Client, provider: Provider, cast: Cast) -> None:
    fill_in(browser, provider)
    assert "Stoppen met inloggen met Dordrecht ID?" in words(browser.get(f"{PAGE}/removal"))
    assert SignInService.objects.exists()
    browser.post(f"{PAGE}/removal")
    assert not SignInService.objects.exists()
    assert "Dordrecht ID" not in words(Client(headers={"host": "dordrecht.localhost"}).get("/account/login/"))


def test_somebody_at_an_open_browser_is_asked_for_the_password(cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.administrator).get(PAGE).headers["Location"].startswith("/account/reauthenticate/")


def test_each_municipality_has_its_own(browser: Client, provider: Provider, rotterdam: Municipality) -> None:
    fill_in(browser, provider)
    connection.set_tenant(rotterdam)
    assert not SignInService.objects.exists()
