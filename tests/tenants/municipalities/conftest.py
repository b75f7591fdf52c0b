"""For tests of what changes every schema: a database of their own, and a later version of the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import later_version as later
from tests import own_database as own


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker, day: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), own.own_database():
        yield


@pytest.fixture
def later_version() -> Iterator[later.LaterVersion]:
    with later.later_version() as add:
        yield add
