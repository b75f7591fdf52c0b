"""What a part of an address that means a region is filled with."""

from __future__ import annotations

from tests.sweeps.world import World


def draft(world: World) -> None:
    world.values["code"] = world.municipality.code
