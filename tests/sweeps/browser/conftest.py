"""The world of the sweeps behind a real server, and a browser to walk through it. The browser knows no other host."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tenants.accounts.models import User
from tests.cast import TODAY
from tests.databases import Prepared, use
from tests.sweeps.browser.checks import listen
from tests.sweeps.browser.chromium import chromium_or_skip
from tests.sweeps.furnished import WORLD, stored_world
from tests.sweeps.world import World
from tests.tenants.accounts.things import session_of

# What is done in a browser is committed, so it has a copy of its own.
SITE = Prepared("site", lambda: None, upon=WORLD)
# Nothing of the browser's own goes out, and no screen is drawn that nobody sees.
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Answer(NamedTuple):
    status: int
    media_type: str
    body: str


@dataclass
class Site:
    """The running site: addresses of its two kinds of host, and what is in the municipality."""

    port: int
    world: World
    sessions: dict[str, str]

    @property
    def municipality(self) -> str:
        return f"http://dordrecht.localhost:{self.port}"

    @property
    def operator(self) -> str:
        return f"http://localhost:{self.port}"

    def base(self, who: str) -> str:
        return self.operator if who == "operator" else self.municipality

    def ask(self, who: str, path: str, language: str) -> Answer:
        """What somebody gets, without a browser."""
        asking = HTTPConnection("localhost", self.port)
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.sessions.get(who, '')}"
        cookie += f"; {settings.LANGUAGE_COOKIE_NAME}={language}"
        asking.request("GET", path, headers={"Host": urlsplit(self.base(who)).netloc, "Cookie": cookie})
        answer = asking.getresponse()
        body = answer.read().decode(errors="replace")
        asking.close()
        return Answer(answer.status, answer.headers.get_content_type(), body)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db)  # or no test database is made; see _django_db_helper


@pytest.fixture(scope="session")
def chromium() -> str:
    return chromium_or_skip()


@pytest.fixture(scope="package")
def site(chromium: str, _furnished: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The server in a thread of this process; it sees what is committed."""
    with django_db_blocker.unblock(), override_settings(RADERWERK_TODAY=TODAY):
        use(SITE)
        world = stored_world("GM0505")
        otto = session_of(User.objects.get(email="otto@example.nl"))
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield Site(server.port, world, {**world.sessions, "operator": otto})
        finally:
            server.terminate()
            use(WORLD)


@pytest.fixture(scope="package")
def browser(chromium: str, site: Site) -> Iterator[Browser]:
    """Starts after the site and ends before it: Playwright keeps a loop in this thread, in which Django refuses queries
    and has other connections. For the same reason nothing here lives longer than this folder."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def _django_db_helper(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Takes the place of pytest-django's transaction around a test: the server's threads must see the same rows."""
    with django_db_blocker.unblock():
        yield


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, site: Site) -> Iterator[Enter]:
    """`enter("manager", language="en", width=360)`: that person's own browser, on the municipality's host.

    Nobody's name gives a visitor who has not signed in; "operator" is on the operator's host.
    """
    contexts: list[BrowserContext] = []

    def open_page(who: str = "", language: str = "nl", width: int = 1280) -> Page:
        contexts.append(_context(browser, site, who, language, width))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@dataclass
class Seat:
    """A person at a browser that stays open from one page to the next, and every address it asked for."""

    page: Page
    asked: list[str]


Seats = Callable[[str, str], Seat]


@pytest.fixture(scope="package")
def seats(browser: Browser, site: Site) -> Seats:
    """`seats("manager", "en")`: for tests that only read. Opening a browser costs as much as reading a page."""

    @functools.cache
    def take(who: str, language: str) -> Seat:
        page = _context(browser, site, who, language).new_page()
        return Seat(page, listen(page))

    return take


def _context(browser: Browser, site: Site, who: str, language: str, width: int = 1280) -> BrowserContext:
    base = site.base(who)
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=base)
    cookies = {settings.LANGUAGE_COOKIE_NAME: language}
    if who:
        cookies[settings.SESSION_COOKIE_NAME] = site.sessions[who]
    context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
    return context
