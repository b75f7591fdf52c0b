"""The front page: for everyone what was agreed, for whoever signed in what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tenants.kit.waiting import Waiting, WaitingList
from tests.cast import Cast

Enter = Callable[[User], Client]


def late_and_soon(caller: Caller, on: dt.date, *, limit: int) -> WaitingList:
    soon = Waiting("Soon", "/soon", due=on + dt.timedelta(days=2))
    late = Waiting("Late", "/late", "three homes", on - dt.timedelta(days=2))
    return WaitingList(30, 1, ((late, True), (soon, False)))


def test_a_visitor_reads_that_nothing_is_published_yet(visitor: Client) -> None:
    page = visitor.get("/")
    assert page.status_code == 200
    assert "Er is nog niets gepubliceerd" in page.content.decode()


def test_my_work_concludes_in_its_heading_and_says_how_much_more_there_is(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.kit.views.waiting_for", late_and_soon)
    text = signed_in(cast.reader).get("/").content.decode()
    assert "30 dingen wachten op u, 1 is te laat" in text
    assert text.index("/late") < text.index("/soon")
    assert "Er wachten nog 28 dingen op u" in text


def test_somebody_for_whom_nothing_waits_is_told_so(cast: Cast, signed_in: Enter) -> None:
    assert "Er wacht niets op u" in signed_in(cast.reader).get("/").content.decode()


def test_the_menu_shows_only_what_the_person_can_reach(cast: Cast, signed_in: Enter, visitor: Client) -> None:
    assert 'href="/users"' in signed_in(cast.administrator).get("/").content.decode()
    assert 'href="/users"' not in signed_in(cast.manager).get("/").content.decode()
    assert 'href="/mandates"' not in visitor.get("/").content.decode()
    assert 'href="/commitments"' in visitor.get("/").content.decode()
    assert 'href="/escalations"' in signed_in(cast.council_member).get("/").content.decode()


def test_the_fixed_day_is_on_every_page(visitor: Client, settings: Any) -> None:
    assert "Voorbeeld: vandaag is 1 september 2024." in visitor.get("/help").content.decode()
    settings.RADERWERK_TODAY = None
    assert "Voorbeeld: vandaag" not in visitor.get("/help").content.decode()


def test_pages_speak_english_to_who_asks_for_it(visitor: Client) -> None:
    assert "How to read these pages" in visitor.get("/help", headers={"accept-language": "en"}).content.decode()


def test_ready_names_what_does_not_answer(visitor: Client, monkeypatch: Any) -> None:
    assert visitor.get("/_health/ready").json()["checks"]["database"] == "ok"
    monkeypatch.setattr("tenants.kit.health._answers", lambda ask: False)
    answer = visitor.get("/_health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "unreachable"


def test_a_page_that_is_not_for_you_says_what_to_do(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.reader).get("/users")
    assert page.status_code == 403
    assert "Alleen een beheerder" in page.content.decode()
