"""Public pages are kept until something changes; nobody gets what was made for somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context
from redis.exceptions import ConnectionError as CacheGone

from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.remembering import forget_pages
from tenants.outbox.actions import change
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area

SignedIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _keeping(settings: Any, dordrecht: Municipality) -> None:
    settings.PAGES_REMEMBERED = 300
    cache.clear()


def queries(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers=headers or None).status_code == 200
    return len(captured)


def test_the_second_time_nothing_is_asked_of_the_database(visitor: Client) -> None:
    assert queries(visitor, "/dashboard") > 3
    assert queries(visitor, "/dashboard") <= 1  # which municipality it is
    assert queries(visitor, "/") > 3
    assert queries(visitor, "/") <= 1


def test_any_change_throws_the_pages_away(visitor: Client) -> None:
    queries(visitor, "/dashboard")
    with change(System("test")):
        pass
    assert queries(visitor, "/dashboard") > 3


def test_a_change_that_fails_throws_nothing_away(visitor: Client) -> None:
    queries(visitor, "/dashboard")
    with pytest.raises(RuntimeError), change(System("test")):
        raise RuntimeError
    assert queries(visitor, "/dashboard") <= 1


def test_a_change_elsewhere_leaves_the_pages_of_this_municipality(visitor: Client, rotterdam: Municipality) -> None:
    queries(visitor, "/dashboard")
    with schema_context(rotterdam.schema_name), change(System("test")):
        pass
    assert queries(visitor, "/dashboard") <= 1
    there = Client(headers={"host": "rotterdam.localhost"})
    assert "Rotterdam" in there.get("/dashboard").content.decode()


def test_each_language_has_its_own(visitor: Client) -> None:
    dutch = visitor.get("/dashboard").content.decode()
    english = visitor.get("/dashboard", headers={"accept-language": "en"}).content.decode()
    assert ('lang="nl"' in dutch[:200], 'lang="en"' in english[:200]) == (True, True)
    assert visitor.get("/dashboard").content.decode().count("Voortgang") == dutch.count("Voortgang")


def test_each_day_has_its_own(visitor: Client, settings: Any) -> None:
    assert "1 september 2024" in visitor.get("/dashboard").content.decode()
    settings.RADERWERK_TODAY = TODAY.replace(day=2)
    assert "2 september 2024" in visitor.get("/dashboard").content.decode()


def test_nobody_gets_the_page_of_somebody_who_signed_in(visitor: Client, signed_in: SignedIn, cast: Cast) -> None:
    manager, editor = signed_in(cast.manager), signed_in(cast.editor)
    for _again in range(2):
        assert cast.manager.name in manager.get("/dashboard").content.decode()
        assert cast.editor.name in editor.get("/dashboard").content.decode()
        assert cast.manager.name not in visitor.get("/dashboard").content.decode()


def test_the_forms_in_it_are_protected_for_each_visitor(dordrecht: Municipality) -> None:
    tokens = []
    for _one in range(2):
        client = Client(headers={"host": "dordrecht.localhost"}, enforce_csrf_checks=True)
        page = client.get("/dashboard").content.decode()
        (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        data = {"language": "en", "csrfmiddlewaretoken": token, "form_token": f"of {token}"}
        assert client.post("/language/switch?next=/dashboard", data).status_code == 302
        tokens += [token, *re.findall(r'name="form_token" value="([^"]+)"', page)]
    assert len(set(tokens)) == 4


def test_endlessly_many_addresses_are_not_kept(visitor: Client) -> None:
    for address in ("/dashboard?page=1", "/indicators?outcome=behind"):
        queries(visitor, address)
    assert queries(visitor, "/dashboard?page=1") <= 1
    assert queries(visitor, "/indicators?outcome=behind") > 1


def test_a_message_for_one_person_is_shown_once(signed_in: SignedIn, cast: Cast) -> None:
    area, client = some_area(cast.manager.as_caller()), signed_in(cast.manager)
    client.get("/dashboard")
    assert client.post(f"/areas/{area.pk}/change", {"name": "Wielwijk-Noord", "scale": area.scale}).status_code == 302
    shown = ['<ul class="messages">' in client.get("/dashboard").content.decode() for _again in range(3)]
    assert shown == [True, False, False]


def test_without_a_cache_there_are_pages(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise CacheGone

    for deed in ("get_many", "set", "get_or_set"):
        monkeypatch.setattr(cache, deed, refuse)
    assert queries(visitor, "/dashboard") > 3
    with change(System("test")):
        pass
    forget_pages()
