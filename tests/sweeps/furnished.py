"""One world for all tests of a module, since furnishing it takes longer than any of the questions asked in it.

It stands in a transaction that is undone after the module; each test stands in a savepoint of its own. Do not mix with
the `db` or `dordrecht` fixtures in one module: their end closes the connection, and with it this world.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from tenants.kit.database import connection
from tenants.public.municipalities.hosts import forget_hosts
from tenants.public.municipalities.models import Municipality
from tests.callers import without_effect
from tests.sweeps.world import World, furnish

ON = dt.date(2024, 9, 1)
OURS, THEIRS = "kraanvogel", "ijsvogel"


@contextmanager
def furnished(blocker: DjangoDbBlocker, *, both: bool = False) -> Iterator[tuple[World, World | None]]:
    """Dordrecht with one of everything, and Rotterdam too when both are asked for."""
    with blocker.unblock(), override_settings(RADERWERK_TODAY=ON), without_effect():
        theirs = None
        if both:
            with schema_context("gm0599"):
                theirs = furnish(Municipality.objects.get(code="GM0599"), ON, THEIRS)
        with schema_context("gm0505"):
            ours = furnish(Municipality.objects.get(code="GM0505"), ON, OURS)
        yield ours, theirs
    connection.set_schema_to_public()
    connection.close()


@contextmanager
def visiting(world: World) -> Iterator[World]:
    """One test: in the schema of this world, undone afterwards."""
    forget_hosts()
    connection.set_tenant(world.municipality)
    with without_effect():
        yield world
    connection.set_schema_to_public()
