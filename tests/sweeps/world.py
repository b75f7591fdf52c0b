"""One of everything in a municipality, for the tests that go past every address. Each app brings its own.

An app's `tests/<house>/<app>/things.py` is found by itself. It has whichever of these it needs:

- `draft(world)`: what is there before the council adopts the programme;
- `furnish(world)`: what is there after it;
- `more(world, more)`: more of it within what the world has, for the query counts;
- `settle(world)`: what happens once everything is there.

What only some may see bears a word of `world.secret(…)`, and its address goes into `world.hidden`.

Whoever adds an address with a part that varies puts the row that goes there into `world.values`: under the part's name,
or under `collection/name` when the name says little (`commitments/id`).
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

from django.conf import settings
from django.test import Client

from tenants.kit.caller import Caller, System
from tenants.outbox.actions import place_events
from tenants.public.municipalities.models import Municipality
from tests import callers
from tests import cast as people
from tests.sweeps.homes import TESTS

BY = System("test")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Secret:
    """Who may meet a word, and where they do."""

    people: frozenset[str]
    at: list[str] = field(default_factory=list)


@dataclass
class World:
    """What is in the municipality. `mark` stands in every text of it, so that a leak can be seen anywhere."""

    municipality: Municipality
    mark: str
    cast: people.Cast
    on: dt.date
    first: bool = True
    """The others are more of the same in the same installation."""
    keys: dict[str, str] = field(default_factory=dict)
    """Credentials: partner_key, other_key, municipal_key."""
    sessions: dict[str, str] = field(default_factory=dict)
    """Of each of the cast, signed in."""
    values: dict[str, Any] = field(default_factory=lambda: {"of_route": {}})
    """What the parts of addresses are filled with."""
    hidden: dict[str, Any] = field(default_factory=dict)
    """Other values for the same parts: of things that only some may know of."""
    secrets: dict[str, Secret] = field(default_factory=dict)
    """Words that only some may meet."""
    made: dict[type, Any] = field(default_factory=dict)

    def secret(self, name: str, people: Iterable[str]) -> str:
        """A word to write into what only these people may see, whoever asks and wherever."""
        word = f"{self.mark}{name}"
        self.secrets[word] = Secret(frozenset(people))
        return word

    def shows(self, word: str, *paths: str) -> None:
        """Each who may meet the word does so at one of these; a word that stands nowhere hides nothing."""
        self.secrets[word].at.extend(paths)

    def keep(self, thing: Made) -> Made:
        """This is *the* one of its kind, which others ask for."""
        self.made[type(thing)] = thing
        return thing

    def the(self, kind: type[Made]) -> Made:
        thing: Made = self.made[kind]
        return thing

    def client(self, who: str) -> Client:
        """One of the cast in a browser, a program with its key, or anybody ("anonymous")."""
        if who in self.keys:
            return callers.with_key(self.keys[who], self.host)
        if who in self.sessions:
            return callers.with_session(self.sessions[who], self.host)
        assert who == "anonymous"
        return callers.anonymous(self.host)

    @property
    def host(self) -> str:
        return f"{self.municipality.name.lower()}.localhost"

    @property
    def manager(self) -> Caller:
        return self.cast.manager.as_caller()

    @property
    def administrator(self) -> Caller:
        return self.cast.administrator.as_caller()


@cache
def _things() -> list[ModuleType]:
    """The things of each app, what is stood upon first."""
    return [
        import_module(f"tests.{house}.{app}.things")
        for house in settings.HOUSES
        for app in sorted((file.parent.name for file in (TESTS / house).glob("*/things.py")), key=_height(house))
    ]


def _height(house: str) -> Callable[[str], tuple[int, str]]:
    """How high an app stands in its house, by the import contracts; what is public there lies below the others."""
    declared = tomllib.loads((TESTS.parent / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers: list[str] = next((one["layers"] for one in declared if one.get("containers") == [house]), [])
    heights = {app: -depth for depth, layer in enumerate(layers) for app in re.findall(r"\w+", layer)}
    return lambda app: (heights.get(app, -len(layers)), app)


def _each(deed: str, *worlds: World) -> None:
    for things in _things():
        if hasattr(things, deed):
            getattr(things, deed)(*worlds)


def furnish(municipality: Municipality, on: dt.date, mark: str) -> World:
    """Fill the municipality in whose schema the test runs."""
    world = World(municipality, mark, people.present(), on)
    for deed in ("draft", "furnish"):
        _each(deed, world)
    _settle(world)
    return world


def furnish_more(world: World, times: int) -> None:
    """So many more of everything: beside what is there, and within it."""
    for more in _others(world, times):
        _each("draft", more)
        _each("furnish", more)
        _each("more", world, more)
    _settle(world)


def _settle(world: World) -> None:
    _each("settle", world)
    # As each change does after its commit; within a test's transaction there is none.
    place_events()


def _others(world: World, times: int) -> Iterator[World]:
    for number in range(times):
        yield World(world.municipality, f"{world.mark}{number}", world.cast, world.on, first=False)
