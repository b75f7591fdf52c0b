"""Two municipalities with one of everything. Dordrecht asks; nothing of Rotterdam may come of it."""

from __future__ import annotations

import pytest

from tests.sweeps.furnished import stored_world
from tests.sweeps.world import World


@pytest.fixture
def ours(world: World) -> World:
    """Dordrecht, in whose schema the test runs."""
    return world


@pytest.fixture
def theirs(world: World) -> World:
    return stored_world("GM0599")
