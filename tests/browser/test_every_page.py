"""Every page that exists: axe, width, targets, title, and no request to anybody else; wide in Dutch, narrow in English.

A new page joins by itself, as soon as its address is in the URL lists and `tests/world.py` knows its parts.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page, Response

from tests.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.browser.checks import findings, listen, sideways, small_targets, strangers
from tests.browser.conftest import Enter, Site

# Not pages: answers for machines, and doors of allauth that only open from a message or in the middle of signing in.
_NOT_PAGES = ("_health/", "language/", "account/confirm-email/", "account/password/reset/key/", "account/login/code/")
_NOT_FOR_THEM = (401, 403, 404, 405)


def _pages(urlconf: str) -> list[Address]:
    return [a for a in addresses(urlconf) if not a.is_api and not a.route.startswith(_NOT_PAGES)]


@pytest.mark.parametrize("address", _pages(MUNICIPAL), ids=str)
def test_a_page_of_a_municipality(address: Address, enter: Enter, site: Site) -> None:
    _check(["administrator", "manager", ""], address, enter, site)


@pytest.mark.parametrize("address", _pages(OPERATOR), ids=str)
def test_a_page_of_the_operator(address: Address, enter: Enter, site: Site) -> None:
    _check(["operator"], address, enter, site)


def _check(people: list[str], address: Address, enter: Enter, site: Site) -> None:
    path = address.path(site.world.values)
    who = next((who for who in people if _opens(enter(who), path)), None)
    if who is None:
        pytest.skip("takes what a form sends, or hands out something else than a page")
    for language, widths in (("nl", [1280, 320]), ("en", [360, 320])):
        page = enter(who, language)
        asked = listen(page)
        page.goto(path)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            assert sideways(page) == [], f"{width} px"
        page.set_viewport_size({"width": widths[0], "height": 800})
        assert findings(page) == [], f"{widths[0]} px, {language}"
        assert small_targets(page) == []
        assert page.locator("html").get_attribute("lang") == language
        assert page.title().strip(" ·")
        assert page.locator("h1").count() == 1
        assert strangers(asked, page.url.split("/")[2]) == []


def _opens(page: Page, path: str) -> bool:
    """A page opens there for this person; anything but a page or a clear refusal is a fault."""
    statuses: list[int] = []
    page.on("response", lambda response: statuses.append(response.status))
    try:
        answer: Response | None = page.goto(path)
    except Error as error:
        # A file that is handed out, or a refusal without words: the browser shows neither.
        if "Download is starting" in str(error) or statuses[:1] in ([status] for status in _NOT_FOR_THEM):
            return False
        raise
    assert answer is not None
    assert answer.status < 500, f"{path} answers {answer.status}"
    if answer.status in _NOT_FOR_THEM:
        return False
    assert answer.status < 400, f"{path} answers {answer.status}"
    return answer.headers.get("content-type", "").startswith("text/html")
