"""Reading official regions from files: the table of regions, and their outlines. Nothing here touches the database."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from tenants.public.geography.choices import Level

DATA = Path(__file__).parent / "data"
SHIPPED_REGIONS = DATA / "regions.csv"
SHIPPED_OUTLINES = DATA / "outlines.geojson.gz"
COLUMNS = ["code", "name", "level", "parent", "valid_from", "valid_until", "is_water"]

OutlineKey = tuple[str, dt.date]


class NotRegions(ValueError):
    """The file is no table of regions, or a line of it cannot be understood. The message is a full sentence."""


@dataclass(frozen=True)
class RegionRecord:
    """A region as a source gives it; `name` is empty when the source gives none."""

    code: str
    level: str
    valid_from: dt.date
    name: str = ""
    parent: str = ""
    valid_until: dt.date | None = None
    is_water: bool = False


def read_regions(path: Path) -> Iterator[RegionRecord]:
    """The regions of a CSV file with the columns of `COLUMNS`, plain or gzipped."""
    with open_text(path) as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != COLUMNS:
            raise NotRegions(
                f"{path.name} is not a table of regions: its first line must be {','.join(COLUMNS)}"
                f" and is {','.join(reader.fieldnames or ['(empty)'])[:200]}."
            )
        for row in reader:
            yield _record(row, f"{path.name}, line {reader.line_num}")


def read_outlines(path: Path) -> dict[OutlineKey, dict[str, Any]]:
    """GeoJSON geometries (CRS84) by code and first day, from a file with one feature a line."""
    with open_text(path) as lines:
        features = (json.loads(line.strip().rstrip(",")) for line in lines if line.startswith('{"type":"Feature",'))
        return {
            (feature["properties"]["code"], dt.date.fromisoformat(feature["properties"]["validFrom"])): feature[
                "geometry"
            ]
            for feature in features
        }


def open_text(path: Path) -> TextIO:
    """The text of a file, plain or gzipped, without a byte order mark."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _record(row: dict[str, str], place: str) -> RegionRecord:
    code, level = row["code"].strip(), row["level"].strip()
    if not code or level not in Level.values:
        raise NotRegions(f"{place}: a region needs a code and one of the levels {', '.join(Level.values)}.")
    try:
        valid_from = dt.date.fromisoformat(row["valid_from"])
        valid_until = dt.date.fromisoformat(row["valid_until"]) if row["valid_until"] else None
    except ValueError as error:
        raise NotRegions(f"{place}: write dates as 2020-01-31 ({error}).") from error
    return RegionRecord(
        code=code,
        level=level,
        valid_from=valid_from,
        name=row["name"].strip(),
        parent=row["parent"].strip(),
        valid_until=valid_until,
        is_water=row["is_water"] == "1",
    )
