"""What the addresses that every app shares are filled with."""

from __future__ import annotations

from tests.sweeps.world import World


def draft(world: World) -> None:
    world.values |= {"problems/code": "not-found", "version": 1}
