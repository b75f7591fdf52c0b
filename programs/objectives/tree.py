"""The order in which a tree of objectives is read: each one right below the one it is a part of."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from programs.objectives.models import Objective


def in_tree_order(rows: Sequence[Objective]) -> list[tuple[int, Objective]]:
    """The objectives with their depth, from 0. A part whose whole is not among the rows stands by itself."""
    known = {row.pk for row in rows}
    parts: dict[UUID | None, list[Objective]] = {}
    for row in rows:
        parts.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found: list[tuple[int, Objective]] = []
    to_visit = [(0, row) for row in reversed(parts.get(None, []))]
    while to_visit:
        depth, row = to_visit.pop()
        found.append((depth, row))
        to_visit += [(depth + 1, part) for part in reversed(parts.get(row.pk, []))]
    return found
