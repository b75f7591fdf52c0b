"""The tabs of a programme's page: each app that has one declares a `Tab` in its own room `tabs.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.found import found


def _everybody(caller: Caller, program: Program, on: dt.date) -> bool:
    return True


@dataclass(frozen=True)
class Tab:
    """A part of a programme: its name, the name of its URL (which takes the programme's id), and who it is for."""

    order: int
    label: Promise
    url_name: str
    is_for: Callable[[Caller, Program, dt.date], bool] = _everybody


@dataclass(frozen=True)
class TabLink:
    """A tab as one page shows it."""

    label: Promise
    url: str
    is_current: bool


VISION = Tab(10, _("Vision"), "program")


def tabs_of(program: Program, caller: Caller, on: dt.date, current: str) -> list[TabLink]:
    """The tabs of this programme that are for the caller; `current` is the url_name of the page that asks."""
    return [
        TabLink(tab.label, reverse(tab.url_name, args=[program.pk]), tab.url_name == current)
        for tab in found("tabs", Tab)
        if tab.is_for(caller, program, on)
    ]
