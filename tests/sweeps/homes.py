"""Where the tests of an app stand, and which app an address belongs to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

TESTS = Path(__file__).resolve().parents[1]
# Pages of third parties stand with those of ours that they belong to.
_ADOPTED = {"allauth": "tenants/accounts", "django": "tenants/kit"}


def home_of_view(view: Callable[..., Any]) -> Path:
    """`tests/<house>/<app>` of the app that answers."""
    module = getattr(view, "cls", view).__module__
    parts = module.split(".")
    if parts[0] not in settings.HOUSES:
        return TESTS / _ADOPTED[parts[0]]
    return TESTS / parts[0] / next(part for part in parts[1:] if part != "public")
