"""What tests of objectives start from; and for the sweeps an objective of the public programme."""

from __future__ import annotations

from programs.objectives.actions import set_objective
from programs.objectives.models import Objective
from programs.programs.choices import Theme
from programs.programs.models import Program
from tests.cast import ON_DRAFTS, Who, as_caller
from tests.conftest import TODAY
from tests.sweeps.world import BY, World


def some_objective(of: Program, by: Who, title: str = "Minder mensen komen moeilijk rond") -> Objective:
    return set_objective(of, title=title, theme="social", horizon="long", by=as_caller(by), on=TODAY, reason="Motie 1")


def draft(world: World) -> None:
    objective = world.keep(_set(world.the(Program), world.mark))
    world.values["objective_id"] = objective.pk


def furnish(world: World) -> None:
    """One of the draft."""
    word = world.secret("doel", ON_DRAFTS)
    draft = Program.objects.get(pk=world.hidden["program_id"])
    world.hidden["objective_id"] = _set(draft, word).pk
    world.shows(word, f"/programs/{draft.pk}/objectives")


def more(world: World, more: World) -> None:
    """Of the draft, and of the public programme."""
    _set(Program.objects.get(pk=world.hidden["program_id"]), more.mark)
    _set(world.the(Program), more.mark)


def _set(program: Program, mark: str) -> Objective:
    return set_objective(program, title=f"{mark} doel", theme=Theme.SOCIAL, by=BY, on=TODAY, reason="Motie 1")
