"""PostgreSQL or Valkey does not answer: a page says so and what to do, and what needs neither of them stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from redis.exceptions import ConnectionError as ValkeyError

from tenants.public.municipalities.models import Municipality
from tests.cast import PASSWORD

HOSTS = ["dordrecht.localhost", "localhost"]


def visit(host: str, path: str, **headers: str) -> Any:
    client = Client(headers={"host": host, **headers}, raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32  # whose is it? The database knows
    return client.get(path)


@pytest.fixture
def without_database(dordrecht: Municipality) -> Iterator[None]:
    def refuse(*arguments: Any) -> Any:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def without_valkey(dordrecht: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> Any:
        raise ValkeyError("Connection refused.")

    for name in ("get", "set", "add", "set_many", "get_many", "incr", "delete", "delete_many", "touch"):
        monkeypatch.setattr(type(cache._connections[cache._alias]), name, refuse)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("without_database")
@pytest.mark.parametrize("host", HOSTS)
def test_without_the_database_a_page_says_what_to_do(host: str) -> None:
    answer = visit(host, "/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    page = answer.content.decode()
    assert "We kunnen even niet bij onze gegevens" in page
    assert "send it again in a minute" in page
    assert answer["Content-Security-Policy"]


@pytest.mark.usefixtures("without_database")
def test_below_the_api_it_is_a_problem() -> None:
    answer = visit("dordrecht.localhost", "/api/v1/areas")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["code"] == "unavailable"


@pytest.mark.usefixtures("without_valkey")
def test_without_valkey_pages_stay() -> None:
    assert visit("dordrecht.localhost", "/areas").status_code == 200


@pytest.mark.usefixtures("without_valkey")
def test_without_valkey_signing_in_works_or_says_what_to_do(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip"}
    client = Client(headers={"host": "dordrecht.localhost"}, raise_request_exception=False)
    answer = client.post("/account/login/", {"login": "anna@example.nl", "password": PASSWORD})
    assert answer.status_code in (302, 503)
    if answer.status_code == 503:
        assert "over een minuut opnieuw" in answer.content.decode()


def test_what_broke_for_another_reason_is_no_503(dordrecht: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.kit.views.health.look", lambda: 1 / 0)
    assert visit("dordrecht.localhost", "/_health/ready").status_code == 500
