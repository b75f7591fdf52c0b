"""What tests of indicators start from: one with a path from a baseline to a target."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from monitoring.indicators.actions import (
    add_indicator,
    judge_indicators,
    record_observation,
    set_baseline,
    set_official_baseline,
    set_target,
)
from monitoring.indicators.models import Indicator
from monitoring.indicators.rules import Direction
from monitoring.public.statistics.models import Topic
from programs.objectives.models import Objective
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.public.geography.models import Region
from tests.cast import ON_DRAFTS
from tests.conftest import TODAY
from tests.sweeps.world import BY, World

# Owed as soon as the council has decided.
WHY = "Motie 12 van de raad"


def some_indicator(of: Program, by: Caller, **changes: Any) -> Indicator:
    given: dict[str, Any] = {"name": "Moeite met rondkomen", "direction": "down", "unit": "%"} | changes
    return add_indicator(of, by=by, on=TODAY, reason=WHY, **given)


def with_path(of: Program, by: Caller, *, baseline: float = 40, target: float = 20, **changes: Any) -> Indicator:
    """From a baseline of 1 January 2020 to a target of 1 January 2030."""
    made = some_indicator(of, by, **changes)
    set_baseline(
        made, value=Decimal(str(baseline)), date=dt.date(2020, 1, 1), source="Omnibusenquête 2020", by=by, on=TODAY
    )
    set_target(made, value=Decimal(str(target)), date=dt.date(2030, 1, 1), by=by, on=TODAY, reason=WHY)
    return made


def draft(world: World) -> None:
    """Set before adoption: one of our own, one that follows published figures."""
    own = world.keep(_own(world.the(Objective), world.mark, world.on))
    _official(world.the(Objective), world)
    world.values |= {"indicator_id": own.pk, "target_id": own.targets.get().pk}
    world.values["observation_id"] = own.observations.get().pk


def furnish(world: World) -> None:
    """A target in between that came after the decision; and one of the draft."""
    own = world.the(Indicator)
    set_target(own, value=Decimal(50), date=dt.date(2027, 1, 1), by=BY, on=world.on, reason=WHY)
    word = world.secret("maat", ON_DRAFTS)
    hidden = _own(Objective.objects.get(pk=world.hidden["objective_id"]), word, world.on)
    world.hidden |= {"indicator_id": hidden.pk, "target_id": hidden.targets.get().pk}
    world.hidden["observation_id"] = hidden.observations.get().pk
    world.shows(word, f"/indicators/{hidden.pk}")


def more(world: World, more: World) -> None:
    """Of our own everywhere; of published figures in the public programme."""
    for objective in Objective.objects.filter(title=f"{more.mark} doel").exclude(program=more.the(Program)):
        _own(objective, more.mark, more.on)
        if objective.program == world.the(Program):
            _official(objective, more)


def settle(world: World) -> None:
    judge_indicators(by=BY, on=world.on)


def _own(objective: Objective, mark: str, on: dt.date) -> Indicator:
    made: dict[str, Any] = {"by": BY, "on": on}
    indicator = add_indicator(
        objective.program,
        name=f"{mark} maat",
        unit="%",
        direction=Direction.UP,
        objective=objective,
        reason=WHY,
        **made,
    )
    source = f"{mark} telling"
    set_baseline(indicator, value=Decimal(40), date=dt.date(2023, 1, 1), source=source, **made)
    set_target(indicator, value=Decimal(60), date=dt.date(2030, 1, 1), reason=WHY, **made)
    record_observation(indicator, value=Decimal(44), date=dt.date(2024, 1, 1), source=source, **made)
    return indicator


def _official(objective: Objective, world: World) -> None:
    made: dict[str, Any] = {"by": BY, "on": world.on}
    indicator = add_indicator(
        objective.program,
        topic=Topic.objects.get(code="difficulty-making-ends-meet"),
        region=Region.objects.valid_on(world.on).get(code=world.municipality.code),
        direction=Direction.DOWN,
        objective=objective,
        reason=WHY,
        **made,
    )
    set_official_baseline(indicator, period=2012, **made)
    set_target(indicator, value=Decimal(5), date=dt.date(2035, 1, 1), reason=WHY, **made)
