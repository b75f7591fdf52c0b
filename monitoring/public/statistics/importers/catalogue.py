"""Which columns of which tables are which topics. The lists themselves are `data/topics.csv` and `data/columns.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class TopicRecord:
    """A topic of the catalogue. `minimum` None: negative values are possible."""

    code: str
    name_nl: str
    name_en: str
    predicate_nl: str
    predicate_en: str
    unit: str
    decimals: int
    kind: str
    perception: str
    direction: str
    source: str
    reference_day: str
    interval_months: int
    weight: str
    total_group: str
    minimum: float | None


@cache
def topics() -> Mapping[str, TopicRecord]:
    """All topics, by code."""
    with (DATA / "topics.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: _topic(row) for row in csv.DictReader(lines)}


@cache
def columns_of(layout: str) -> Mapping[str, str]:
    """The topic of each column of a layout, by the source's key; empty: known, but not a figure."""
    return _columns()[layout]


@cache
def _columns() -> dict[str, dict[str, str]]:
    columns: dict[str, dict[str, str]] = {}
    with (DATA / "columns.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            columns.setdefault(row["layout"], {})[row["source_key"]] = row["topic"]
    return columns


def _topic(row: dict[str, str]) -> TopicRecord:
    return TopicRecord(
        code=row["code"],
        name_nl=row["name_nl"],
        name_en=row["name_en"],
        predicate_nl=row["predicate_nl"],
        predicate_en=row["predicate_en"],
        unit=row["unit"],
        decimals=int(row["decimals"]),
        kind=row["kind"],
        perception=row["perception"],
        direction=row["direction"],
        source=row["source"],
        reference_day=row["reference_day"],
        interval_months=int(row["interval_months"]),
        weight=row["weight"],
        total_group=row["total_group"],
        minimum=float(row["minimum"]) if row["minimum"] else None,
    )
