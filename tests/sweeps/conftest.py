"""The world that the sweeps go through. Every part of it comes from the app it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.sweeps.furnished import furnished, visiting
from tests.sweeps.world import World


@pytest.fixture(scope="module")
def whole_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with furnished(django_db_blocker) as (ours, _theirs):
        yield ours


@pytest.fixture
def world(whole_world: World) -> Iterator[World]:
    """Dordrecht with one of everything, for the sweeps. Never beside `db` or `dordrecht` in one module."""
    with visiting(whole_world):
        yield whole_world
