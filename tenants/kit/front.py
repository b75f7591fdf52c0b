"""What the front page shows of each app: a room `front.py` declares a `Part`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tenants.kit.caller import Caller
from tenants.kit.found import found


@dataclass(frozen=True)
class Section:
    """A part of the front page as it is shown: the template finds `context` under the name `section`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """What an app has to show: `section(caller, on)`, or None when there is nothing for this caller."""

    order: int
    section: Callable[[Caller, dt.date], Section | None]


def sections(caller: Caller, on: dt.date) -> list[Section]:
    """What the apps have to show to this caller, in their order."""
    shown = (part.section(caller, on) for part in found("front", Part))
    return [section for section in shown if section is not None]
