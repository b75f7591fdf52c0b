"""Loads the middleware once for all clients of a run, as a server does for all its visitors.

Django's client loads it for itself, and the middleware for static files then reads every one of them: it took longer than
most requests.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import setting_changed
from django.test.client import ClientHandler

_loaded: dict[tuple[str, ...], dict[str, Any]] = {}


def share_middleware() -> None:
    setattr(ClientHandler, "load_middleware", _load_once)  # noqa: B010
    setting_changed.connect(_forget)


def _load_once(handler: BaseHandler, is_async: bool = False) -> None:
    key = tuple(settings.MIDDLEWARE)
    if key not in _loaded:
        BaseHandler.load_middleware(handler, is_async)
        _loaded[key] = {
            name: value for name, value in vars(handler).items() if name.endswith(("_middleware", "_chain"))
        }
    vars(handler).update(_loaded[key])


def _forget(*, setting: str, **_details: Any) -> None:
    """Middleware reads settings when it is loaded; the day is none of those."""
    if setting != "RADERWERK_TODAY":
        _loaded.clear()
