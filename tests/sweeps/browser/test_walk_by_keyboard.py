"""Somebody without a mouse: skip to the content, see where they are, sign in, change the language, correct a form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import cast as people
from tests.sweeps.browser.checks import listen
from tests.sweeps.browser.conftest import Enter


def _focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.textContent.trim()")
    return text


def _outline(page: Page) -> str:
    style: str = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    return style


def test_the_first_tab_offers_to_skip_and_enter_goes_to_the_content(enter: Enter) -> None:
    page = enter()
    page.goto("/help")
    page.keyboard.press("Tab")
    assert _focused(page) == "Naar de inhoud"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_stop_is_visible_and_in_the_order_of_the_page(enter: Enter) -> None:
    page = enter("administrator")
    page.goto("/users/invite")
    last = -1
    for _stop in range(18):
        page.keyboard.press("Tab")
        place: int = page.evaluate(
            "[...document.querySelectorAll('a, button, input, select, textarea, summary')].indexOf(document.activeElement)"
        )
        if place < 0:
            break  # round the end, in the browser's own bar
        assert place > last
        assert _outline(page) != "none", _focused(page)
        last = place
    assert last > 6


def test_signing_in_with_the_keyboard_alone(enter: Enter) -> None:
    page = enter()
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").focus()
    page.keyboard.type(people.address("editor"))
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "password":
        page.keyboard.press("Tab")
    page.keyboard.type(people.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Evi Programma")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_language_changes_and_stays(script: bool, enter: Enter) -> None:
    first = enter()
    context = first.context.browser.new_context(java_script_enabled=script, locale="nl-NL")  # type: ignore[union-attr]
    page = context.new_page()
    first.goto("/help")
    page.goto(first.url)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How to read these pages")
    page.goto(first.url.replace("/help", "/accessibility"))
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


def test_a_wrong_form_brings_the_focus_to_the_summary_and_its_link_to_the_field(enter: Enter) -> None:
    page = enter("administrator")
    page.goto("/users/invite")
    page.get_by_role("button", name="Stuur de uitnodiging").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Fout:")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Naam")).to_be_focused()
    assert page.get_by_label("Naam").get_attribute("aria-invalid") == "true"


def test_nothing_is_asked_of_another_host_and_nothing_is_blocked(enter: Enter) -> None:
    page = enter("manager")
    asked = listen(page)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto("/")
    page.goto("/programs")
    hosts = {url.split("/")[2] for url in asked}
    assert hosts == {page.url.split("/")[2]}
    assert said == []


def test_enter_in_a_field_sends_the_form_and_leaves_the_language(enter: Enter) -> None:
    page = enter("manager")
    page.goto("/areas/new")
    page.get_by_label("Naam").first.focus()
    page.keyboard.type("Een buurt")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.get_by_role("alert")).to_be_visible()
