"""The cards beside a programme's tabs: each app that has one declares a `Card` in its own room `aside.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.found import found
from tenants.kit.waiting import waiting_for

WAITING_SHOWN = 5


@dataclass(frozen=True)
class Card:
    """A template and what it shows: `context(caller, program, on)`, under the name `card`; None shows nothing."""

    order: int
    template: str
    context: Callable[[Caller, Program, dt.date], Mapping[str, Any] | None]


@dataclass(frozen=True)
class ShownCard:
    template: str
    card: Mapping[str, Any]


def cards_of(program: Program, caller: Caller, on: dt.date) -> list[ShownCard]:
    """The cards of this programme that have something for the caller, in their order."""
    asked = ((card.template, card.context(caller, program, on)) for card in found("aside", Card))
    return [ShownCard(template, context) for template, context in asked if context is not None]


def _waiting(caller: Caller, program: Program, on: dt.date) -> Mapping[str, Any] | None:
    waiting = waiting_for(caller, on, limit=WAITING_SHOWN, program_id=program.pk)
    return {"waiting": waiting} if waiting.count else None


def _about(caller: Caller, program: Program, on: dt.date) -> Mapping[str, Any] | None:
    return {"program": program} if program.lead_organisation or program.summary else None


WAITING = Card(10, "programs/waiting_card.html", _waiting)
ABOUT = Card(90, "programs/about_card.html", _about)
