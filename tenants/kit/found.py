"""Finds what the apps add to something that stands below them, by the name of a room.

The ground floor imports no house above it. An app that has something for the menu writes `menu.py`, for a programme's
page `tabs.py`, and so on; whoever shows the whole asks here. What is found says its own place with `order`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol, TypeVar

from django.apps import apps
from django.conf import settings


class Ordered(Protocol):
    """Whatever has a place among its kind: the lowest comes first."""

    @property
    def order(self) -> int: ...


Part = TypeVar("Part", bound=Ordered)


@lru_cache(maxsize=128)
def rooms(name: str) -> tuple[ModuleType, ...]:
    """The modules called `name` (a dot leads into a package: `api.urls`) of our apps, in the order of the houses."""
    found = []
    for app in apps.get_app_configs():
        if app.name.split(".")[0] in settings.HOUSES and _exists(app.name, name):
            found.append(import_module(f"{app.name}.{name}"))
    return tuple(found)


def _exists(app: str, room: str) -> bool:
    """Whether the app has the room. Package by package: `find_spec` of a module below a missing package raises."""
    parts = room.split(".")
    return all(find_spec(".".join([app, *parts[: depth + 1]])) is not None for depth in range(len(parts)))


@lru_cache(maxsize=128)
def found(room: str, kind: type[Part], *, for_operators: bool = False) -> tuple[Part, ...]:
    """Everything of a kind that these rooms declare at the top of their module, by its `order`.

    `for_operators`: only of the apps that have their tables on the operator's host too.
    """
    modules = [module for module in rooms(room) if not for_operators or _is_shared(module.__name__, room)]
    parts = [part for module in modules for part in vars(module).values() if isinstance(part, kind)]
    return tuple(sorted(parts, key=lambda part: part.order))


def _is_shared(module: str, room: str) -> bool:
    return module.removesuffix(f".{room}") in settings.SHARED_APPS
