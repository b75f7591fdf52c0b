"""What a new municipality does first, shown to its administrator until all of it is done.

Each app names its steps in a room `first_steps.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from tenants.kit.caller import Caller
from tenants.kit.found import found

_DONE = "first_steps_done"


@dataclass(frozen=True)
class FirstStep:
    """Where it is done, for whom, and whether it is done already: one query."""

    order: int
    title: Promise
    note: Promise
    path: str
    is_for: Callable[[Caller, dt.date], bool]
    is_done: Callable[[], bool]


def first_steps(request: HttpRequest, caller: Caller, on: dt.date) -> list[tuple[FirstStep, bool]]:
    """The steps of the caller, each with whether it is done; none when all are. Then nothing is asked any more in this
    session.
    """
    if request.session.get(_DONE):
        return []
    steps = [(step, step.is_done()) for step in found("first_steps", FirstStep) if step.is_for(caller, on)]
    if all(is_done for _step, is_done in steps):
        request.session[_DONE] = True
        return []
    return steps
