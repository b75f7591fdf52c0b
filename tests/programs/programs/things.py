"""What tests of programmes start from: a programme for Wielwijk, and a vision ready for the council."""

from __future__ import annotations

import datetime as dt
from typing import Any

from programs.areas.models import Area
from programs.objectives.actions import set_objective
from programs.programs.actions import (
    add_phase,
    add_source,
    adopt_vision,
    propose_vision,
    start_program,
    write_vision,
)
from programs.programs.choices import SourceKind, Theme
from programs.programs.models import Program, Vision
from tenants.kit.caller import System
from tests.cast import ON_DRAFTS, Who, as_caller
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.programs.areas.things import some_area
from tests.sweeps.world import BY, World

ALL_SOURCES = ("statistics", "professionals", "residents")
# What is written before adoption belongs to a draft.
_OF_A_DRAFT = [
    "vision",
    "sources",
    "sources/<uuid:source_id>/removal",
    "phases",
    "phases/<uuid:phase_id>/removal",
    "proposal",
    "status",
]


def draft_program(by: Who, title: str = "Wielwijk op eigen kracht", **fields: Any) -> Program:
    areas = fields.pop("areas", None) or [Area.objects.filter(name="Wielwijk").first() or some_area(by)]
    return start_program(title=title, areas=areas, by=as_caller(by), on=TODAY, **fields)


def draft_vision(
    program: Program, by: Who, sources: tuple[str, ...] = ALL_SOURCES, objective: bool = True, indicator: bool = True
) -> Vision:
    """With what the council asks of it, as far as it is wanted and not there yet."""
    caller = as_caller(by)
    vision = write_vision(
        program, horizon_year=2044, themes=["social"], story="Hier wil men wonen.", by=caller, on=TODAY
    )
    for kind in sources:
        add_source(vision, kind=kind, description="Wat het liet zien.", date=dt.date(2024, 3, 14), by=caller, on=TODAY)
    if objective and not program.objectives.exists():
        set_objective(program, title="Bewoners voelen zich gezonder", theme="social", by=caller, on=TODAY)
    if indicator and not program.indicators.exists():
        with_path(program, caller)
    return vision


def adopt(program: Program, by: Who) -> Program:
    """Write a vision with its three kinds of sources and have it adopted."""
    vision = draft_vision(program, by)
    adopt_vision(
        vision, decision_reference="RB-2024-031", decided_on=dt.date(2024, 6, 25), by=System("clerk"), on=TODAY
    )
    program.refresh_from_db()
    return program


def adopted_program(by: Who, title: str = "Wielwijk op eigen kracht", **fields: Any) -> Program:
    return adopt(draft_program(by, title, **fields), by)


def draft(world: World) -> None:
    """What will be the public programme, before the council adopts it."""
    program = world.keep(_start(world, f"{world.mark} programma"))
    world.keep(_vision(program, world.mark, world.on))
    world.values |= {"program_id": program.pk, "programs/id": program.pk}


def furnish(world: World) -> None:
    """The council adopts it; beside it stands a draft, which is not public."""
    adopt_vision(world.the(Vision), decision_reference=f"{world.mark} RB-1", decided_on=world.on, by=BY, on=world.on)
    world.the(Program).refresh_from_db()
    word = world.secret("ontwerp", ON_DRAFTS)
    program = _start(world, f"{word} programma")
    vision = _vision(program, word, world.on)
    phase = add_phase(vision, title=f"{word} fase", from_year=2025, until_year=2030, by=BY, on=world.on)
    world.values |= {"vision_id": vision.pk, "source_id": vision.sources.all()[0].pk, "phase_id": phase.pk}
    world.hidden |= {"program_id": program.pk, "programs/id": program.pk}
    world.shows(word, f"/programs/{program.pk}")
    _propose(world)
    world.values["of_route"] |= {
        f"programs/<uuid:program_id>/{tail}": {"program_id": program.pk} for tail in _OF_A_DRAFT
    }


def _propose(world: World) -> None:
    """One that lies before the council: the clerk knows of it too."""
    word = world.secret("voorstel", [*ON_DRAFTS, "clerk"])
    program = _start(world, f"{word} programma")
    vision = _vision(program, word, world.on)
    set_objective(program, title=f"{word} doel", theme=Theme.SOCIAL, by=BY, on=world.on)
    with_path(program, BY, name=f"{word} maat")
    propose_vision(vision, by=BY, on=world.on)
    world.shows(word, f"/programs/{program.pk}")
    world.values["of_route"]["programs/<uuid:program_id>/adoption"] = {"program_id": program.pk}


def more(world: World, more: World) -> None:
    """Sources of the draft's vision."""
    _add_sources(Vision.objects.get(pk=world.values["vision_id"]), more.mark, world.on)


def _start(world: World, title: str) -> Program:
    areas, manager = [world.the(Area)], world.cast.manager
    return start_program(title=title, areas=areas, manager=manager, by=BY, on=world.on)


def _vision(program: Program, mark: str, on: dt.date) -> Vision:
    themes = list(Theme.values)
    vision = write_vision(program, horizon_year=2045, themes=themes, story=f"{mark} verhaal", by=BY, on=on)
    _add_sources(vision, mark, on)
    return vision


def _add_sources(vision: Vision, mark: str, on: dt.date) -> None:
    for kind in SourceKind.values:
        add_source(vision, kind=kind, description=f"{mark} bron", date=on, by=BY, on=on)
