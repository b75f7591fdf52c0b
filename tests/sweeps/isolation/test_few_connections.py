"""Many municipalities over few connections: every answer is the right municipality's."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from participation.partners.actions import add_partner, issue_api_key
from participation.partners.choices import PartnerKind
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.kit.scopes import Scope
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Domain, Municipality
from tests import callers

BY = System("test")
ON = dt.date(2024, 9, 1)
CONNECTIONS = 3
REQUESTS = 240


@pytest.fixture
def three(django_db_setup: None, django_db_blocker: DjangoDbBlocker, settings: Any) -> Iterator[dict[str, str]]:
    """Three committed municipalities; host → credential of a partner that bears the municipality's code."""
    settings.RADERWERK_TODAY = ON
    made: list[Municipality] = []
    with django_db_blocker.unblock():
        try:
            yield dict(_municipality_with_key(code, made) for code in ("GM9801", "GM9802", "GM9803"))
        finally:
            connection.set_schema_to_public()
            for municipality in made:
                with connection.cursor() as cursor:
                    cursor.execute(f'DROP SCHEMA "{municipality.schema_name}" CASCADE')
                    cursor.execute("DELETE FROM municipalities_domain WHERE tenant_id = %s", [municipality.pk])
                    cursor.execute("DELETE FROM municipalities_municipality WHERE id = %s", [municipality.pk])
            connection.close()


def _municipality_with_key(code: str, made: list[Municipality]) -> tuple[str, str]:
    municipality = create_municipality(code, name=f"Proef {code}", by=BY, on=ON)
    made.append(municipality)
    with schema_context(municipality.schema_name):
        partner = add_partner(
            name=f"partner van {code}",
            kind=PartnerKind.SCHOOL,
            contact_name="Kees",
            contact_email="kees@example.nl",
            by=BY,
            on=ON,
        )
        _key, credential = issue_api_key(
            partner, name="sleutel", contact="Kees", scopes=list(Scope.values), by=BY, on=ON
        )
    return Domain.objects.get(tenant=municipality).domain, credential


def test_no_wrong_answer(three: dict[str, str]) -> None:
    """Each thread has one connection and serves every municipality on it, with right keys and with another's."""
    codes = {host: f"GM980{number}" for number, host in enumerate(three, start=1)}
    mixed = list(itertools.islice(itertools.cycle(itertools.product(three, three)), REQUESTS))
    random.Random(1).shuffle(mixed)  # noqa: S311 (an order, not a secret)

    opened: set[Any] = set()

    def one(pair: tuple[str, str]) -> str:
        host, owner = pair
        opened.add(connections["default"])
        response = callers.with_key(three[owner], host).get("/api/v1/me")
        if host != owner:
            return "" if response.status_code == 401 else f"{owner}'s key on {host}: {response.status_code}"
        me = json.loads(response.content)
        found = (me["municipality"]["code"], me["organisation"]["name"])
        return "" if found == (codes[host], f"partner van {codes[host]}") else f"{host}: {found}"

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        wrong = [answer for answer in pool.map(one, mixed) if answer]
    assert len(opened) <= CONNECTIONS
    for connection_of_a_thread in opened:
        connection_of_a_thread.inc_thread_sharing()
        connection_of_a_thread.close()
    assert not wrong, "\n" + "\n".join(wrong)
