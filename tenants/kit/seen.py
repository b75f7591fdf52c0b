"""What a caller saw of a row before changing it; the action checks it under the row's lock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model


class Seen(Protocol):
    """A page remembers a moment (`SeenAt`), a program the tag of an answer (`tenants.kit.api.etag.SeenTag`)."""

    def is_still(self, row: Model | None) -> bool:
        """Whether the row, read again under its lock, is what the caller saw; None: there is no such row now."""


@dataclass(frozen=True)
class SeenAt:
    """The row as it was last changed at this moment; None: when the caller looked there was no such row."""

    moment: dt.datetime | None

    def is_still(self, row: Model | None) -> bool:
        return self.moment == getattr(row, "updated_at", None)
