"""The sweeps work in a database of their own, in which everything is there once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tenants.kit.database import connection
from tests.databases import PEOPLED, use
from tests.sweeps.furnished import WORLD, stored_world
from tests.sweeps.world import World


@pytest.fixture(scope="package", autouse=True)
def _furnished(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        use(WORLD)
    yield
    with django_db_blocker.unblock():
        use(PEOPLED)


@pytest.fixture
def world(db: None, day: dt.date) -> World:
    """Dordrecht with one of everything, in whose schema the test runs."""
    found = stored_world("GM0505")
    connection.set_tenant(found.municipality)
    return found
