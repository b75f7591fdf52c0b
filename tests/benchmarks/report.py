"""What a benchmark answers, and how it is written down."""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Measure:
    """One figure, with its unit; a ratio has none."""

    what: str
    value: float
    unit: str = ""


@dataclass(frozen=True)
class Result:
    """An operation, the goal set for it, what was measured, and whether the goal was reached (None: no goal yet)."""

    operation: str
    goal: str
    measures: tuple[Measure, ...]
    reached: bool | None


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median duration of so many runs."""
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def write(results: Sequence[Result]) -> None:
    """`docs/benchmarks.md` for people, `docs/benchmarks.json` for scripts."""
    document = {"machine": _machine(), "results": [asdict(result) for result in results]}
    (ROOT / "docs/benchmarks.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    (ROOT / "docs/benchmarks.md").write_text(markdown(results), encoding="utf-8")


def markdown(results: Sequence[Result]) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {_machine()}. Machines differ, so a goal is a ratio within one run.",
        "",
        "| operation | measured | goal | reached |",
        "|---|---|---|---|",
    ]
    for result in results:
        measured = "<br>".join(f"{m.what}: {m.value:,.4g} {m.unit}".rstrip() for m in result.measures)
        reached = {True: "yes", False: "no", None: "no goal yet"}[result.reached]
        lines.append(f"| {result.operation} | {measured} | {result.goal} | {reached} |")
    return "\n".join(lines) + "\n"


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
