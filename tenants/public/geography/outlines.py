"""Arithmetic with outlines. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def box_of(geometry: dict[str, Any]) -> tuple[float, float, float, float]:
    """West, south, east and north of a GeoJSON geometry."""
    points = list(_points(geometry["coordinates"]))
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _points(part: Any) -> Iterator[tuple[float, float]]:
    if isinstance(part[0], int | float):
        yield part[0], part[1]
    else:
        for inner in part:
            yield from _points(inner)
