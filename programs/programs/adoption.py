"""What must happen in the transaction in which a vision is adopted: a higher house declares it in its `adoption.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from programs.programs.models import Program
from tenants.kit.found import found
from tenants.outbox.actions import Change


@dataclass(frozen=True)
class AtAdoption:
    """What it refuses, undoes the adoption."""

    order: int
    act: Callable[[Program, dt.date, Change], None]


def follow_adoption(program: Program, on: dt.date, changing: Change) -> None:
    for step in found("adoption", AtAdoption):
        step.act(program, on, changing)
