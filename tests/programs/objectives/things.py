"""What tests of objectives start from; and for the sweeps an objective of the public programme."""

from __future__ import annotations

from programs.objectives.actions import set_objective
from programs.objectives.models import Objective
from programs.programs.choices import Theme
from programs.programs.models import Program
from tests.cast import Who, as_caller
from tests.sweeps.world import BY, World


def some_objective(of: Program, by: Who, title: str = "Minder mensen komen moeilijk rond") -> Objective:
    return set_objective(of, title=title, theme="social", horizon="long", by=as_caller(by))


def draft(world: World) -> None:
    objective = world.keep(_set(world.the(Program), world))
    world.values["objective_id"] = objective.pk


def more(world: World, more: World) -> None:
    """One of the draft, one of the public programme."""
    _set(Program.objects.get(pk=world.values["draft_program_id"]), more)
    _set(world.the(Program), more)


def _set(program: Program, world: World) -> Objective:
    return set_objective(program, title=f"{world.mark} doel", theme=Theme.SOCIAL, by=BY)
