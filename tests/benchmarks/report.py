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
PAGE = ROOT / "docs/benchmarks.md"
MUTATIONS = "\n## Faults that the tests notice\n\n"


@dataclass(frozen=True)
class Measure:
    """One figure, with its unit; a ratio has none."""

    what: str
    value: float
    unit: str = ""


@dataclass(frozen=True)
class Result:
    """An operation, the goal set for it, what was measured, and whether the goal was reached (None: no goal yet).

    On a machine that is too busy to tell, that is what is said instead.
    """

    operation: str
    goal: str
    measures: tuple[Measure, ...]
    reached: bool | None
    is_noisy: bool = False


@dataclass(frozen=True)
class Compared:
    """Medians of two kinds of work done in turn, in seconds, and of their ratio. Noisy: the ratios never came together."""

    ours: float
    theirs: float
    share: float
    is_noisy: bool

    def result(self, operation: str, goal: str, most: float, others: str, *more: Measure) -> Result:
        """Reached when the share is at most so much."""
        measures = (
            Measure("here", self.ours, "s"),
            Measure(others, self.theirs, "s"),
            Measure("share", self.share),
            *more,
        )
        return Result(operation, goal, measures, self.share <= most, self.is_noisy)


def compare(
    ours: Callable[[], float], theirs: Callable[[], float], *, least: int = 3, most: int = 9, spread: float = 0.25
) -> Compared:
    """Both in turn, so that a machine that slows down slows both, until the middle half of the ratios lies within `spread`
    of the median. Each gives its seconds.
    """
    pairs: list[tuple[float, float]] = []
    while len(pairs) < most:
        other = theirs()
        pairs.append((ours(), other))
        ratios = [one / another for one, another in pairs]
        if len(pairs) >= least and _spread(ratios) <= spread:
            break
    medians = [statistics.median(values) for values in zip(*pairs, strict=True)]
    return Compared(medians[0], medians[1], statistics.median(ratios), _spread(ratios) > spread)


def _spread(values: Sequence[float]) -> float:
    lower, middle, upper = statistics.quantiles(values, n=4, method="inclusive")
    return (upper - lower) / middle


def duration(work: Callable[[], object]) -> float:
    """Seconds that one run takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median duration of so many runs."""
    return statistics.median(duration(work) for _ in range(times))


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def write(results: Sequence[Result]) -> None:
    """`docs/benchmarks.md` for people, `docs/benchmarks.json` for scripts."""
    document = {"machine": _machine(), "results": [asdict(result) for result in results]}
    (ROOT / "docs/benchmarks.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(markdown(results) + _after(MUTATIONS), encoding="utf-8")


def write_mutations(report: str) -> None:
    """What `make mutate` found stands below the table, and stays there when that is measured again."""
    PAGE.write_text(f"{PAGE.read_text(encoding='utf-8').partition(MUTATIONS)[0]}{MUTATIONS}{report}", encoding="utf-8")


def _after(heading: str) -> str:
    return "".join(PAGE.read_text(encoding="utf-8").partition(heading)[1:])


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
        reached = "too noisy to tell" if result.is_noisy else reached
        lines.append(f"| {result.operation} | {measured} | {result.goal} | {reached} |")
    return "\n".join(lines) + "\n"


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
