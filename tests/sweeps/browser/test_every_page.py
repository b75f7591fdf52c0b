"""Every page that exists, in both languages, wide and narrow: axe, targets, width, title, and no request to others.

A new page joins by itself, as soon as its address is in the URL lists and its app's `things.py` fills its parts.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.sweeps.addresses import OPERATOR, Address, pages
from tests.sweeps.browser.checks import findings, sideways, small_targets, strangers
from tests.sweeps.browser.conftest import Answer, Seat, Seats, Site
from tests.sweeps.browser.judged import fingerprint, is_judged, remember

_NOT_FOR_THEM = (401, 403, 404, 405)


@pytest.mark.parametrize("address", pages(), ids=str)
def test_a_page_of_a_municipality(address: Address, seats: Seats, site: Site, browser: Browser) -> None:
    _check(["administrator", "manager", "clerk", ""], address, seats, site, browser)


@pytest.mark.parametrize("address", pages(OPERATOR), ids=str)
def test_a_page_of_the_operator(address: Address, seats: Seats, site: Site, browser: Browser) -> None:
    _check(["operator"], address, seats, site, browser)


def _check(people: list[str], address: Address, seats: Seats, site: Site, browser: Browser) -> None:
    path = address.path(site.world.values)
    who = next((who for who in people if _is_page(site.ask(who, path, "nl"), path)), None)
    if who is None:
        pytest.skip("takes what a form sends, or hands out something else than a page")
    for language in ("nl", "en"):
        page = fingerprint(site.ask(who, path, language).body, browser.version)
        if is_judged(page):
            continue
        seat = seats(who, language)
        seat.asked.clear()
        seat.page.goto(path)
        _check_page(seat, language)
        remember(page)


def _is_page(answer: Answer, path: str) -> bool:
    """A page opens there for this person; anything but a page or a clear refusal is a fault."""
    assert answer.status < 400 or answer.status in _NOT_FOR_THEM, f"{path} answers {answer.status}"
    return answer.status < 400 and answer.media_type == "text/html"


def _check_page(seat: Seat, language: str) -> None:
    page = seat.page
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) == [], f"{width} px"
        # WCAG 1.4.10 asks that nothing is lost at 320. What axe looks at depends on the language or on the width, not on
        # the two together: each language and each width once is enough.
        if (width, language) in ((1280, "nl"), (360, "en")):
            assert findings(page) == [], f"{width} px, {language}"
            assert small_targets(page) == [], f"{width} px, {language}"
    assert page.locator("html").get_attribute("lang") == language
    assert page.title().strip(" ·")
    assert page.locator("h1").count() == 1
    assert strangers(seat.asked, page.url.split("/")[2]) == []
