"""Every address of the product, read from the URL resolvers, so that no sweep can forget one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

MUNICIPAL = "config.urls"
OPERATOR = "config.urls_public"
# `<uuid:program_id>` of ours, and `(?P<key>…)` of third parties.
_PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>(?:[^()]|\([^)]*\))+\)")

# Not pages: answers for machines, and doors of allauth that only open from a message or in the middle of signing in.
_NOT_PAGES = ("_health/", "language/", "account/confirm-email/", "account/password/reset/key/", "account/login/code/")


@dataclass(frozen=True)
class Address:
    """One route with its view."""

    route: str
    view: Callable[..., Any]

    def __str__(self) -> str:
        return f"/{self.route}"

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """(converter, name) of each part that varies."""
        return [
            (found["converter"] or "str", found["name"] or found["group"]) for found in _PARAMETER.finditer(self.route)
        ]

    @property
    def methods(self) -> list[str]:
        """The methods an API view knows; a page answers to GET or POST and does not say which."""
        kind = getattr(self.view, "cls", None)
        if kind is None:
            return ["GET"] if self.is_api else []
        return [method for method in kind().allowed_methods if method not in ("OPTIONS", "HEAD")]

    def path(self, values: Mapping[str, Any]) -> str:
        """The route with its parts filled: by name; an `id` by what the collection before it holds.

        `values["of_route"]` may say it for one route, where the thing must be in another state.
        """
        values = {**values, **values.get("of_route", {}).get(self.route, {})}

        def fill(found: re.Match[str]) -> str:
            name = found["name"] or found["group"]
            before = self.route[: found.start()].rstrip("/").rpartition("/")[2]
            for key in (f"{before}/{name}", f"{singular(before)}_{name}", name):
                if key in values:
                    return str(values[key])
            raise KeyError(f"No things.py has a value for <{name}> in /{self.route}; see tests/sweeps/world.py.")

        return "/" + _PARAMETER.sub(fill, self.route)


def singular(collection: str) -> str:
    """`commitments/<uuid:id>` wants the value of `commitment_id`."""
    return re.sub(r"ies$", "y", collection).removesuffix("s").replace("-", "_")


def addresses(urlconf: str = MUNICIPAL) -> list[Address]:
    return list(_walk(get_resolver(urlconf), ""))


def pages(urlconf: str = MUNICIPAL) -> list[Address]:
    return [each for each in addresses(urlconf) if not each.is_api and not each.route.startswith(_NOT_PAGES)]


def api_addresses() -> list[Address]:
    return [address for address in addresses() if address.is_api]


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route)
        elif isinstance(entry, URLPattern):
            yield Address(route, entry.callback)
