"""What every municipality does after official figures were imported: an app declares it in its `after_release.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AfterRelease:
    """The name of a task of a municipality."""

    order: int
    task: str
