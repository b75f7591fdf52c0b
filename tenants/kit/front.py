"""What the front page shows of each house.

The page stands on the ground floor and must not import the houses above it. Each of them names a function
`(caller, on) -> Section | None` by its dotted path in the setting `ON_FRONT_PAGE`; the section brings its template.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from tenants.kit.caller import Caller


@dataclass(frozen=True)
class Section:
    """A part of the front page: the template finds `context` under the name `section`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


def sections(caller: Caller, on: dt.date) -> list[Section]:
    """What the houses have to show to this caller, in the order of the setting."""
    found = (import_string(path)(caller, on) for path in getattr(settings, "ON_FRONT_PAGE", []))
    return [section for section in found if section is not None]
