"""Two municipalities with their people, made once a run; every test works in a transaction that is undone.

A test that needs real, committed transactions (two people at the same moment, a live server, a worker) takes
`own_municipality`, which is made for it and removed. Do not use `django_db(transaction=True)`: it would empty the
tables of all.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Municipality
from tests import cast as people
from tests.databases import PEOPLED, use
from tests.hidden_fields import send_again_from_the_page
from tests.one_handler import share_middleware

TODAY = people.TODAY
_codes = itertools.count(9001)
share_middleware()
send_again_from_the_page()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> None:
    """Takes the place of pytest-django's own."""
    with django_db_blocker.unblock():
        use(PEOPLED)


@pytest.fixture(autouse=True)
def _public_between_tests() -> Iterator[None]:
    """No test inherits the municipality or the language of the one before."""
    translation.activate("nl")
    yield
    connection.set_schema_to_public()
    cache.clear()


@pytest.fixture
def day(settings: Any) -> dt.date:
    """The day of the test: 1 September 2024, as in the demo."""
    settings.RADERWERK_TODAY = TODAY
    return TODAY


@pytest.fixture
def dordrecht(db: None, day: dt.date) -> Municipality:
    """Dordrecht, in whose schema the test runs."""
    municipality = Municipality.objects.get(code="GM0505")
    connection.set_tenant(municipality)
    return municipality


@pytest.fixture
def rotterdam(db: None, day: dt.date) -> Municipality:
    """The neighbour. Its schema is entered with `schema_context(rotterdam.schema_name)`."""
    with schema_context("public"):
        return Municipality.objects.get(code="GM0599")


@pytest.fixture
def cast(dordrecht: Municipality) -> people.Cast:
    """The people of Dordrecht."""
    return people.present()


@pytest.fixture
def visitor(dordrecht: Municipality) -> Client:
    """Somebody in a browser on Dordrecht's host, not signed in."""
    return Client(headers={"host": "dordrecht.localhost"})


@pytest.fixture
def signed_in(dordrecht: Municipality) -> Callable[[User], Client]:
    """`signed_in(cast.manager)`: that person's browser on Dordrecht's host."""

    def enter(user: User) -> Client:
        client = Client(headers={"host": "dordrecht.localhost"})
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def operator_client(db: None, day: dt.date) -> Client:
    """The operator's browser on the operator's host."""
    connection.set_schema_to_public()
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="otto@example.nl"))
    return client


@pytest.fixture
def own_municipality(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, settings: Any
) -> Iterator[Municipality]:
    """A municipality with its people of this test's own, outside any transaction, removed afterwards."""
    settings.RADERWERK_TODAY = TODAY
    code = f"GM{next(_codes)}"
    with django_db_blocker.unblock():
        municipality = create_municipality(code, name=f"Proefstad {code}", by=System("test"), on=TODAY)
        connection.set_tenant(municipality)
        people.engage()
        try:
            yield municipality
        finally:
            connection.set_schema_to_public()
            with connection.cursor() as cursor:
                cursor.execute(f'DROP SCHEMA "{municipality.schema_name}" CASCADE')
                cursor.execute("DELETE FROM municipalities_condition WHERE municipality_id = %s", [municipality.pk])
                cursor.execute("DELETE FROM municipalities_domain WHERE tenant_id = %s", [municipality.pk])
                cursor.execute("DELETE FROM municipalities_municipality WHERE id = %s", [municipality.pk])
            connection.close()
