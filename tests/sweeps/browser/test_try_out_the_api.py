"""The page of the API's document: readable for everybody, and a key can be tried out on it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.sweeps.browser.checks import findings
from tests.sweeps.browser.conftest import Seats, Site


def open_docs(page: Page) -> None:
    page.goto("/api/v1/docs")
    expect(page.locator(".opblock").first).to_be_visible()


def test_axe_finds_nothing_closed_and_open(seats: Seats) -> None:
    page = seats("", "nl").page
    open_docs(page)
    assert findings(page) == []
    page.locator("#operations-commitments-createProgramCommitment .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    assert findings(page) == []


def test_a_key_is_filled_in_once_and_used(seats: Seats, site: Site) -> None:
    page = seats("", "en").page
    open_docs(page)
    page.get_by_role("button", name="Authorize").first.click()
    assert findings(page) == []
    form = page.locator(".auth-container").first
    form.locator("input").fill(site.world.keys["partner_key"])  # without the word before it
    form.get_by_role("button", name="Apply credentials").click()
    page.get_by_role("button", name="Close").first.click()
    page.locator("#operations-me-getMe .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    answer = page.locator(".live-responses-table")
    expect(answer.locator(".response-col_status").last).to_contain_text("200")
    expect(answer).to_contain_text("api_key")
