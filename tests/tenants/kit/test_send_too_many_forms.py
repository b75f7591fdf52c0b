"""Whoever sends too many forms in a minute is asked to wait, loses nothing of what was typed, and stops nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.once.models import Claim
from tests.cast import Cast
from tests.programs.programs.things import draft_program

Enter = Callable[[User], Client]
STORY = "Een uur lang geschreven, over hoe het hier wordt."
TYPED: dict[str, object] = {"story": STORY, "horizon_year": "2050", "themes": ["social"], "seen": ""}
NOW = 1_725_192_010


@pytest.fixture(autouse=True)
def _limited(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two a minute; it is ten seconds past."""
    settings.FORMS_PER_MINUTE = 2
    monkeypatch.setattr("tenants.kit.limits.time.time", lambda: NOW)


@pytest.fixture
def program(cast: Cast) -> Program:
    return draft_program(cast.manager)


def test_the_third_is_asked_to_wait_and_finds_what_was_typed(
    cast: Cast, signed_in: Enter, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = signed_in(cast.manager), f"/programs/{program.pk}/vision"
    for story in ("Eerst", "Toen"):
        assert client.post(address, {**TYPED, "story": story}).status_code in (302, 412)
    answer = client.post(address, {**TYPED, "form_token": "x"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "50")
    page = answer.content.decode()
    assert "wat u typte staat er nog" in page
    assert f'href="{address}"' in page
    assert not program.visions.filter(story=STORY).exists()
    assert not Claim.objects.exists()  # nothing was written for it, not even that it was sent
    assert STORY in client.get(address).content.decode()
    monkeypatch.setattr("tenants.kit.limits.time.time", lambda: NOW + 50)
    assert client.post(address, TYPED).status_code in (302, 412)


def test_a_colleague_goes_on(cast: Cast, signed_in: Enter) -> None:
    manager, editor = signed_in(cast.manager), signed_in(cast.editor)
    assert [manager.post("/areas/new", {}).status_code for _time in range(3)] == [200, 200, 429]
    assert editor.post("/areas/new", {}).status_code == 200
    assert manager.get("/areas/new").status_code == 200


def test_strangers_are_counted_by_their_address(cast: Cast, visitor: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["1"]

    def send(address: str) -> int:
        return visitor.post("/areas/new", {}, headers={"x-forwarded-for": address}).status_code

    assert [send("192.0.2.1") for _time in range(3)][-1] == 429
    assert send("192.0.2.2") != 429
    assert not Area.objects.exists()


def test_another_site_uses_up_nothing(cast: Cast) -> None:
    """What a forged form sends is refused before it is counted."""
    client = Client(headers={"host": "dordrecht.localhost"}, enforce_csrf_checks=True)
    client.force_login(cast.manager)
    assert {client.post("/areas/new", {}).status_code for _time in range(4)} == {403}


def test_without_a_limit_nobody_waits(cast: Cast, signed_in: Enter, settings: Any) -> None:
    settings.FORMS_PER_MINUTE = 0
    manager = signed_in(cast.manager)
    assert {manager.post("/areas/new", {}).status_code for _time in range(5)} == {200}
