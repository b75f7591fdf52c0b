"""The world of the sweeps as databases: Dordrecht and Rotterdam with one of everything, and Dordrecht with ten."""

from __future__ import annotations

import pickle

from django.test import override_settings
from django_tenants.utils import schema_context

from tenants.kit.database import connection
from tenants.public.municipalities.models import Municipality
from tests.cast import TODAY
from tests.databases import PEOPLED, Prepared
from tests.sweeps.world import World, furnish, furnish_more

# Ours is as long as Dutch words get: it stands in every name, and pages are looked at on the narrowest phone.
OURS, THEIRS = "kraanvogelrustgebiedbeheercommissievergadering", "ijsvogel"


def _furnish() -> None:
    """What each world holds is kept in the database too: the worker that asks for it is not the one that made it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA of_tests; CREATE TABLE of_tests.world (code text, pickled bytea)")
    with override_settings(RADERWERK_TODAY=TODAY):
        for code, mark in [("GM0599", THEIRS), ("GM0505", OURS)]:
            municipality = Municipality.objects.get(code=code)
            with schema_context(municipality.schema_name):
                world = furnish(municipality, TODAY, mark)
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO of_tests.world VALUES (%s, %s)", [code, pickle.dumps(world)])


def _furnish_more() -> None:
    world = stored_world("GM0505")
    with override_settings(RADERWERK_TODAY=TODAY), schema_context(world.municipality.schema_name):
        furnish_more(world, 9)


WORLD = Prepared("world", _furnish, upon=PEOPLED)
CROWD = Prepared("crowd", _furnish_more, upon=WORLD)


def stored_world(code: str) -> World:
    """As it was made; a copy of each test's own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pickled FROM of_tests.world WHERE code = %s", [code])
        world: World = pickle.loads(cursor.fetchone()[0])  # noqa: S301 (we wrote it)
    return world
