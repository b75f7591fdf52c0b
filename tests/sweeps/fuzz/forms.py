"""What the forms on the pages would send: the fields of each, filled in as somebody might who means well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from tests.callers import ask

_BY_TYPE = {
    "date": "2024-09-01",
    "number": "12",
    "email": "iemand@example.nl",
    "url": "https://example.nl/",
    "month": "2024-09",
}


_KNOWN: dict[tuple[str, str, str], list[Form]] = {}


@dataclass
class Form:
    action: str
    method: str = "POST"
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = has.get("hx-post") or has.get("action") or self.path
            method = "POST" if has.get("hx-post") else has.get("method", "get").upper()
            self.found.append(Form(urlsplit(action).path or self.path, method))
        elif not self.found:
            return
        elif tag == "input" and has.get("name"):
            self._input(has)
        elif tag == "button" and has.get("name"):
            self._put(has["name"], has.get("value", ""))
            self.found[-1].buttons.add(has["name"])
        elif tag == "textarea" and has.get("name"):
            self._put(has["name"], "Zoals bewoners het vroegen")
        elif tag == "select":
            self.select = has.get("name", "")
        elif tag == "option" and self.select and has.get("value") and not self._has(self.select):
            self._put(self.select, has["value"])

    def _input(self, has: dict[str, str]) -> None:
        kind = has.get("type", "text")
        if kind in ("radio", "checkbox") and self._has(has["name"]) and "checked" not in has:
            return
        typed = "on" if kind == "checkbox" else "12"
        self._put(has["name"], has.get("value") or _BY_TYPE.get(kind, typed))

    def _put(self, name: str, value: str) -> None:
        self.found[-1].fields.append((name, value))

    def _has(self, name: str) -> bool:
        return any(name == one for one, _value in self.found[-1].fields)


def forms_for(path: str, clients: Iterable[Client]) -> list[Form]:
    """The forms that send to this address: on its own page, or on one of two above it."""
    return forms_seen(path, clients)[1]


def forms_seen(path: str, clients: Iterable[Client]) -> tuple[Client | None, list[Form]]:
    """The same, with who sees them."""
    clients = list(clients)
    for page in [path, *map(str, islice(PurePosixPath(path).parents, 2))]:
        for client in clients:
            found = [form for form in _forms_on(page, client) if form.action.rstrip("/") == path.rstrip("/")]
            if found:
                return client, found
    return None, []


def _forms_on(page: str, client: Client) -> list[Form]:
    """Asked once of each person: what a request changes is undone, so the page stays as it is."""
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    who = (page, str(client.defaults.get("HTTP_HOST")), session.value if session else "")
    if who not in _KNOWN:
        _KNOWN[who] = _read_forms(page, client)
    return _KNOWN[who]


def _read_forms(page: str, client: Client) -> list[Form]:
    response = ask(client, "GET", page)
    if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
        return []
    parser = _Forms(page)
    parser.feed(response.getvalue().decode())
    return parser.found
