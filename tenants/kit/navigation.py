"""The menus: each app names its places in a room `menu.py`; a page shows those that are for whoever looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise

from tenants.kit.caller import Caller
from tenants.kit.found import found


class Menu(Enum):
    """Where a destination stands."""

    MUNICIPALITY = "municipality"
    OPERATOR = "operator"
    FOOT_OF_MUNICIPALITY = "foot of municipality"
    FOOT_OF_OPERATOR = "foot of operator"


def for_everyone(caller: Caller, on: dt.date) -> bool:
    return True


def for_whoever_signed_in(caller: Caller, on: dt.date) -> bool:
    return not caller.is_anonymous


@dataclass(frozen=True)
class Destination:
    """A place in a menu, and whether it is for somebody: asked without a query."""

    order: int
    title: Promise
    path: str
    menus: tuple[Menu, ...] = (Menu.MUNICIPALITY,)
    is_for: Callable[[Caller, dt.date], bool] = for_everyone


@dataclass(frozen=True)
class Link:
    """A destination as one page shows it. `current` is the value of aria-current, empty elsewhere."""

    title: Promise
    path: str
    current: str


def links(menu: Menu, caller: Caller, on: dt.date, path: str) -> list[Link]:
    """The destinations of a menu that are for the caller, seen from the page at `path`."""
    return [
        Link(place.title, place.path, _current(place.path, path))
        for place in found("menu", Destination)
        if menu in place.menus and place.is_for(caller, on)
    ]


def _current(place: str, path: str) -> str:
    if path == place:
        return "page"
    return "true" if place != "/" and path.startswith(f"{place}/") else ""
