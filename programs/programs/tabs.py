"""The tabs of a programme's page. Higher houses add theirs in the setting `PROGRAM_TABS`, by the path of a `Tab`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from programs.programs.models import Program
from tenants.kit.caller import Caller


def _everybody(caller: Caller, program: Program) -> bool:
    return True


@dataclass(frozen=True)
class Tab:
    """A part of a programme: its name, the name of its URL (which takes the programme's id), and who it is for."""

    label: Promise
    url_name: str
    is_for: Callable[[Caller, Program], bool] = _everybody


@dataclass(frozen=True)
class TabLink:
    """A tab as one page shows it."""

    label: Promise
    url: str
    is_current: bool


VISION = Tab(_("Vision"), "program")


def tabs_of(program: Program, caller: Caller, current: str) -> list[TabLink]:
    """The tabs of this programme that are for the caller; `current` is the url_name of the page that asks."""
    tabs: list[Tab] = [import_string(path) for path in settings.PROGRAM_TABS]
    return [
        TabLink(tab.label, reverse(tab.url_name, args=[program.pk]), tab.url_name == current)
        for tab in tabs
        if tab.is_for(caller, program)
    ]
