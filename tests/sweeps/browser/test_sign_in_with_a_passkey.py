"""Somebody adds a passkey, signs in with it alone, and uses it as second step; by keyboard, in a real browser.

Each test takes a person of its own, who keeps the passkey in the database of this folder.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import cast as people
from tests.sweeps.browser.checks import findings, sideways
from tests.sweeps.browser.conftest import Enter


@pytest.fixture
def page(enter: Enter) -> Page:
    """A browser on a machine that recognises its owner's fingerprint."""
    page = enter()
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    machine = page.context.new_cdp_session(page)
    machine.send("WebAuthn.enable")
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def sign_in(page: Page, who: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(people.address(who))
    page.get_by_label("Wachtwoord", exact=True).fill(people.PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("link", name="Inloggen")).to_be_visible()


def add_passkey(page: Page, who: str) -> None:
    sign_in(page, who)
    page.goto("/account/second-step/webauthn/add/")
    page.get_by_label("Naam").fill("laptop van kantoor")
    page.get_by_label("zonder wachtwoord").check()
    page.get_by_role("button", name="Voeg toe").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")


def look(page: Page) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert (sideways(page), findings(page)) == ([], [])


def test_a_passkey_signs_in_alone(page: Page) -> None:
    add_passkey(page, "steward")
    look(page)
    page.goto("/account/second-step/webauthn/")
    expect(page.get_by_text("laptop van kantoor").first).to_be_visible()
    look(page)
    sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="met een passkey").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Dirk Cijfers")


def test_after_a_password_the_passkey_is_the_second_step(page: Page) -> None:
    add_passkey(page, "clerk")
    sign_out(page)
    sign_in(page, "clerk")
    expect(page.get_by_role("heading", level=1)).to_have_text("De tweede stap")
    look(page)
    page.get_by_role("button", name="Gebruik een passkey").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Greet Griffie")


def test_a_machine_without_the_passkey_says_that_it_did_not_work(page: Page, enter: Enter) -> None:
    add_passkey(page, "council_member")
    other = enter()
    sign_in(other, "council_member")
    refusing = "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    other.evaluate(f"() => {{ {refusing} }}")
    other.get_by_role("button", name="Gebruik een passkey").click()
    expect(other.get_by_role("alert")).to_contain_text("Dat lukte niet")
    assert "second-step/authenticate" in other.url
