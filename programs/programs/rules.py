"""When a vision is ready for the council. Pure: nothing here knows the database or the day."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST_HORIZON = 10
SOURCE_KINDS = ("statistics", "professionals", "residents")


@dataclass(frozen=True)
class Readiness:
    """What a draft has. `source_kinds` are the kinds of which there is at least one source."""

    has_story: bool
    themes: int
    years_ahead: int
    objectives: int
    source_kinds: frozenset[str]


def missing_in(readiness: Readiness) -> tuple[str, ...]:
    """What still lacks, in the order in which people work: codes that `sentences.py` puts into words."""
    found = []
    if not readiness.has_story:
        found.append("story")
    if not readiness.themes:
        found.append("themes")
    if readiness.years_ahead < SHORTEST_HORIZON:
        found.append("horizon")
    found += [kind for kind in SOURCE_KINDS if kind not in readiness.source_kinds]
    if not readiness.objectives:
        found.append("objectives")
    return tuple(found)
