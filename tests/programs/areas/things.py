"""What tests of areas start from: Wielwijk, on an official district of Dordrecht."""

from __future__ import annotations

from programs.areas.actions import make_area
from programs.areas.models import Area
from tenants.kit.caller import System
from tenants.outbox.actions import change
from tenants.public.geography.models import Region
from tests.cast import Who, as_caller
from tests.conftest import TODAY
from tests.sweeps.world import BY, World


def region(code: str = "WK050507") -> Region:
    return Region.objects.valid_on(TODAY).get(code=code)


def some_area(by: Who, name: str = "Wielwijk", code: str = "WK050507") -> Area:
    return make_area(name, [region(code)], by=as_caller(by), on=TODAY)


def some_area_anywhere(name: str) -> Area:
    """An area in a municipality that was made for a test and has no official regions."""
    with change(System("test")):
        return Area.objects.create(name=name, valid_from=TODAY)


def draft(world: World) -> None:
    district = Region.objects.of_municipality(world.municipality.code).valid_on(world.on).filter(level="district")[0]
    area = world.keep(make_area(f"{world.mark} wijk", [district], by=BY, on=world.on))
    world.values["area_id"] = area.pk
