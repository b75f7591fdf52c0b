"""A furnished municipality behind a real server, and a browser to walk through it.

Everything is committed in a municipality of this folder's own and removed at the end. The browser knows no other host.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread
from django_tenants.utils import schema_context
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.public.municipalities.actions import create_municipality
from tests import cast as people
from tests.sweeps.browser.checks import listen
from tests.sweeps.browser.chromium import chromium_or_skip
from tests.sweeps.world import World, furnish

CODE, NAME = "GM0363", "Amsterdam"
TODAY = dt.date(2024, 9, 1)
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


@dataclass
class Site:
    """The running site: addresses of its two kinds of host, and what is in the municipality."""

    port: int
    world: World
    sessions: dict[str, str]

    @property
    def municipality(self) -> str:
        return f"http://amsterdam.localhost:{self.port}"

    @property
    def operator(self) -> str:
        return f"http://localhost:{self.port}"

    def base(self, who: str) -> str:
        return self.operator if who == "operator" else self.municipality

    def ask(self, who: str, path: str) -> tuple[int, str]:
        """Status and media type of a page for somebody, without a browser."""
        asking = HTTPConnection("localhost", self.port)
        cookie = f"{settings.SESSION_COOKIE_NAME}={self.sessions.get(who, '')}"
        asking.request("GET", path, headers={"Host": urlsplit(self.base(who)).netloc, "Cookie": cookie})
        answer = asking.getresponse()
        asking.close()
        return answer.status, answer.headers.get_content_type()


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
def site(chromium: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The server in a thread of this process; it sees what is committed."""
    with django_db_blocker.unblock(), override_settings(RADERWERK_TODAY=TODAY):
        world = _open_municipality()
        sessions = _sessions(world)
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield Site(server.port, world, sessions)
        finally:
            server.terminate()
            _close_municipality(world)


def _open_municipality() -> World:
    municipality = create_municipality(CODE, name=NAME, by=System("test"), on=TODAY)
    with schema_context(municipality.schema_name):
        people.engage()
        return furnish(municipality, TODAY, "voorbeeld")


def _close_municipality(world: World) -> None:
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{world.municipality.schema_name}" CASCADE')
        cursor.execute("DELETE FROM municipalities_domain WHERE tenant_id = %s", [world.municipality.pk])
        cursor.execute("DELETE FROM municipalities_municipality WHERE id = %s", [world.municipality.pk])
        # The official figures were committed with it; other tests start without.
        for table in ("line", "releasecolumn", "release"):
            cursor.execute(f"DELETE FROM statistics_{table}")
    connection.close()


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


def _sessions(world: World) -> dict[str, str]:
    """A session of everybody, as signing in makes it; the sign-in page itself has its own test."""
    with schema_context(world.municipality.schema_name):
        sessions = {who: _session("amsterdam.localhost", people.address(who)) for who in people.PEOPLE}
    with schema_context("public"):
        return {**sessions, "operator": _session("localhost", "otto@example.nl")}


def _session(host: str, email: str) -> str:
    client = Client(headers={"host": host})
    client.force_login(User.objects.get(email=email))
    return client.cookies[settings.SESSION_COOKIE_NAME].value
