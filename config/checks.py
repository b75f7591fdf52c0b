"""What an operator must know before the first request: each with an id and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from config import safety


@register("raderwerk")
def hosts_are_apart(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The operator's host must be one that the server accepts."""
    if settings.OPERATOR_HOSTS:
        return []
    return [
        Error("OPERATOR_HOSTS is empty.", hint="Name the operator's host, e.g. beheer.example.nl.", id="raderwerk.E001")
    ]


@register("raderwerk")
def it_is_safe(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """What web server and worker refuse to start with."""
    return [*safety.faults()]


@register("raderwerk", deploy=True)
def day_is_not_fixed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A fixed day is for the demo."""
    if settings.RADERWERK_TODAY is None:
        return []
    return [Warning("RADERWERK_TODAY fixes the day.", hint="Unset it in production.", id="raderwerk.W001")]


@register("raderwerk")
def translations_are_compiled(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without compiled translations everybody reads English; with stale ones, the words of an older version."""
    found: list[CheckMessage] = []
    for source in [po for folder in settings.LOCALE_PATHS for po in Path(folder).glob("*/LC_MESSAGES/django.po")]:
        compiled = source.with_suffix(".mo")
        if not compiled.exists():
            found.append(Error(f"{source} is not compiled.", hint="Run make words.", id="raderwerk.E002"))
        elif compiled.stat().st_mtime < source.stat().st_mtime:
            found.append(
                Warning(f"{source} changed after it was compiled.", hint="Run make words.", id="raderwerk.W002")
            )
    return found
