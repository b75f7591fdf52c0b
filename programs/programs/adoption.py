"""What the apps above add to an adoption, each in its room `adoption.py`: what must be there first, and what happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise

from programs.programs.models import Program
from tenants.kit.found import found
from tenants.outbox.actions import Change

Text = str | Promise


@dataclass(frozen=True)
class Need:
    """What a programme needs before the council decides on it, beside its vision.

    `lack` says as half a sentence what of it lacks, or nothing; it reads no more of the programme than `reads` names.
    `page` is the name of the page on which it is worked.
    """

    order: int
    title: Text
    reads: tuple[str, ...]
    lack: Callable[[Program], str]
    page: str


@dataclass(frozen=True)
class AtAdoption:
    """What it refuses, undoes the adoption."""

    order: int
    act: Callable[[Program, dt.date, Change], None]


def follow_adoption(program: Program, on: dt.date, changing: Change) -> None:
    for step in found("adoption", AtAdoption):
        step.act(program, on, changing)


def needs() -> tuple[Need, ...]:
    return found("adoption", Need)


def reads_of_needs() -> list[str]:
    """What to prefetch of programmes whose needs are asked."""
    return [path for need in needs() for path in need.reads]


def lacks_beside(program: Program) -> list[str]:
    """What lacks beside the vision, as half sentences. As many queries as the needs have reads."""
    prefetch_related_objects([program], *reads_of_needs())
    return [words for need in needs() if (words := need.lack(program))]
