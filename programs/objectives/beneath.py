"""What stands below each objective of a programme: an app that has something declares a `Beneath` in its `beneath.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from programs.programs.models import Program
from tenants.kit.found import found


@dataclass(frozen=True)
class Beneath:
    """A template and, by the id of the objective, what it shows under the name `rows`. Asked once for all objectives."""

    order: int
    template: str
    rows: Callable[[Program], Mapping[UUID, Sequence[Any]]]


@dataclass(frozen=True)
class ShownBeneath:
    template: str
    rows: Sequence[Any]


def beneath(program: Program) -> Callable[[UUID], list[ShownBeneath]]:
    """Gives for an objective of the programme what stands below it."""
    asked = [(part.template, part.rows(program)) for part in found("beneath", Beneath)]
    return lambda objective: [ShownBeneath(template, rows[objective]) for template, rows in asked if objective in rows]
