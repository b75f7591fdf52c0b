"""Reading the feed of events over HTTP, page by page, as a partner's program does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenants.accounts.actions import invite_user
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.public.municipalities.models import Domain, Municipality
from tests.callers import as_user
from tests.conftest import TODAY
from tests.tenants.outbox.settling import settle


@pytest.fixture
def client(own_municipality: Municipality) -> Client:
    for number in range(3):
        email = f"gast{number}@example.nl"
        invite_user(email=email, name="Gast", roles=[Role.READER], by=System("test"), on=TODAY)
    settle()
    administrator = User.objects.get(email="anna@example.nl")
    return as_user(administrator, Domain.objects.get(tenant=own_municipality).domain)


def read(client: Client, address: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(address).json()
    return answer


def test_following_next_skips_nothing_and_repeats_nothing(client: Client) -> None:
    whole = read(client, "/api/v1/events?pageSize=500")["results"]
    found, address = [], "/api/v1/events?pageSize=2"
    while address:
        page = read(client, address)
        found += page["results"]
        address, cursor = page["next"], page["cursor"]
    assert found == whole
    assert len(whole) >= 3
    assert read(client, f"/api/v1/events?after={cursor}") == {"next": None, "cursor": cursor, "results": []}


@pytest.mark.parametrize("cursor", ["x", "%FF", "MX4y", "LTF-MDE5", "a" * 201])
def test_a_cursor_of_nobody_is_400(client: Client, cursor: str) -> None:
    response = client.get(f"/api/v1/events?after={cursor}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "after"
