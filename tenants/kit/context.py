"""What every page needs besides its own subject: whose page it is, who looks, and where they can go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, get_urlconf, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.kit.caller import Caller, caller_of

EVERYONE: frozenset[str] = frozenset()
STAFF = frozenset({"administrator", "area_manager", "program_editor", "data_steward", "council_clerk", "reader"})


@dataclass(frozen=True)
class Destination:
    """A place in the main navigation: for everyone, for whoever signed in, or for holders of one of the roles."""

    title: Promise
    path: str
    roles: frozenset[str] = EVERYONE
    signed_in: bool = False

    def is_for(self, caller: Caller) -> bool:
        if self.roles:
            return caller.has_role(*self.roles)
        return not self.signed_in or not caller.is_anonymous


@dataclass(frozen=True)
class Link:
    """A destination as one page shows it. `current` is the value of aria-current, empty elsewhere."""

    title: Promise
    path: str
    current: str


MUNICIPALITY = (
    Destination(_("My work"), "/", signed_in=True),
    Destination(_("Programmes"), "/programs"),
    Destination(_("Areas"), "/areas"),
    Destination(_("Mandates"), "/mandates", STAFF),
    Destination(_("Commitments"), "/commitments", STAFF),
    Destination(_("Progress"), "/dashboard"),
    Destination(_("People"), "/users", frozenset({"administrator"})),
    Destination(_("Settings"), "/settings", frozenset({"administrator"})),
)
OPERATOR = (
    Destination(_("Municipalities"), "/", signed_in=True),
    Destination(_("Statistics"), "/statistics", signed_in=True),
    Destination(_("Jobs"), "/jobs", signed_in=True),
    Destination(_("Health"), "/health", signed_in=True),
    Destination(_("People"), "/users", signed_in=True),
)
FOOT = (
    Destination(_("Help"), "/help"),
    Destination(_("Accessibility"), "/accessibility"),
    Destination(_("Open data"), "/open-data"),
    Destination(_("API"), "/api/v1/docs"),
)


@lru_cache(maxsize=256)
def _address(path: str, urlconf: str | None) -> str | None:
    """The path as the URLs of this host spell it, or None when no page of this installation lives there."""
    for spelling in (path, path.rstrip("/") + "/"):
        try:
            resolve(spelling, urlconf)
        except Resolver404:
            continue
        return spelling
    return None


def links(destinations: Iterable[Destination], caller: Caller, path: str) -> list[Link]:
    """The destinations that exist here and are for the caller."""
    shown = []
    for destination in destinations:
        address = _address(destination.path, get_urlconf()) if destination.is_for(caller) else None
        if address is None:
            continue
        if path == address:
            current = "page"
        elif destination.path != "/" and path.startswith(destination.path.rstrip("/") + "/"):
            current = "true"
        else:
            current = ""
        shown.append(Link(destination.title, address, current))
    return shown


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; costs no query of its own."""
    municipality = getattr(request, "municipality", None)
    caller = caller_of(request)
    return {
        "municipality": municipality,
        "caller": caller,
        "nav": links(MUNICIPALITY if municipality else OPERATOR, caller, request.path),
        "foot": links(FOOT, caller, request.path),
        "fixed_day": settings.RADERWERK_TODAY,
        "languages": settings.LANGUAGES,
    }
