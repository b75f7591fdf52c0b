"""How long a national release takes to come in, beside a bare COPY of the same values."""

from __future__ import annotations

import csv
import datetime as dt
import gc
import itertools
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from monitoring.public.statistics.actions import ImportResult, bring_topics_up_to_date, import_file
from monitoring.public.statistics.importers import catalogue
from monitoring.public.statistics.models import Release
from tenants.public.geography.actions import load_regions
from tenants.public.geography.importers import RegionRecord
from tests.benchmarks.report import Measure, Result

# As many as the country has: 1 + 342 + some 3,400 + some 14,000.
REGIONS = 17_000
LAYOUT = "statline-84583NED"
CODE, NAME = "Regioaanduiding.Codering..code.", "Wijken.en.buurten"
LONGER = 8


def run(options: Any) -> list[Result]:
    bring_topics_up_to_date()
    codes = list(itertools.islice(_codes(), REGIONS))
    load_regions(RegionRecord(code, "neighbourhood", dt.date(2010, 1, 1)) for code in codes)
    with tempfile.TemporaryDirectory() as folder:
        results = [_release(Path(folder), codes), _memory(Path(folder), codes[:1000])]
    if options.national:
        results += [_national(file) for file in sorted(options.national.glob("50090NED-*.xlsx"))]
    return results


def _release(folder: Path, codes: list[str]) -> Result:
    """17,000 regions with 110 topics each, a tenth of the cells absent."""
    file = folder / "national.csv"
    keys = [key for key, topic in catalogue.columns_of(LAYOUT).items() if topic]
    _write(file, keys, codes)
    wide = _timed(lambda: _bare_copy(file, len(keys)))
    first, result = _imported(file)
    again, repeated = _imported(file)
    values = sum(release.values for release in result.releases)
    assert [release.outcome for release in repeated.releases] == ["unchanged"]
    return Result(
        f"Importing a release of {len(codes):,} regions × {len(keys)} topics",
        "at most 2 × a bare COPY of the same values; a second time writes nothing",
        (
            Measure("import", first, "s"),
            Measure("bare COPY of the same file, a column per topic", wide, "s"),
            Measure("share", first / wide),
            Measure("values", values),
            Measure("the same file again, nothing written", again, "s"),
        ),
        first <= 2 * wide,
    )


def _memory(folder: Path, codes: list[str]) -> Result:
    """The same table once, and eight times as long: memory must not follow."""
    short, long = folder / "short.csv", folder / "long.csv"
    _write_health(short, codes, periods=1)
    _write_health(long, codes, periods=LONGER)
    _peak(short)  # what is read once and kept
    little, much = _peak(short), _peak(long)
    return Result(
        f"Memory of an import, and of one {LONGER} times as long",
        "constant in the length of the file",
        (Measure("short", little / 1e6, "MB"), Measure("long", much / 1e6, "MB"), Measure("share", much / little)),
        much <= 1.25 * little,
    )


def _national(file: Path) -> Result:
    took, result = _imported(file, "rivm-50090ned")
    return Result(
        f"Importing {file.name}",
        "no goal: nearly all of it is reading the workbook",
        (
            Measure("import", took, "s"),
            Measure("lines", sum(release.lines for release in result.releases)),
            Measure("lines of regions that are not known here", sum(each.unknown_regions for each in result.releases)),
        ),
        None,
    )


def _imported(file: Path, source: str = "cbs-kwb") -> tuple[float, ImportResult]:
    start = time.perf_counter()
    result = import_file(source, file)
    took = time.perf_counter() - start
    assert not result.errors, result.errors[:3]
    return took, result


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak(file: Path) -> int:
    """The most memory that reading held at once, in bytes, above what was there before."""
    Release.objects.filter(table="50090NED").exists()
    gc.collect()
    tracemalloc.start()
    import_file("rivm-50090ned", file, dry_run=True)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def _bare_copy(file: Path, width: int) -> None:
    """What somebody would do without Raderwerk: a table with a column per topic, and COPY."""
    columns = ", ".join(f"v{number} double precision" for number in range(width))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare (row text, code text, name text, {columns})")
        with cursor.copy("COPY bare FROM STDIN (FORMAT csv, HEADER, NULL 'NA')") as copy, file.open("rb") as lines:
            while chunk := lines.read(1 << 16):
                copy.write(chunk)
        cursor.execute("DROP TABLE bare")


def _codes() -> Iterator[str]:
    for municipality, part in itertools.product(range(7000, 8000), range(100)):
        yield f"BU{municipality}{part:04}"


def _write(file: Path, keys: list[str], codes: list[str]) -> None:
    """A table as R writes it: counts, shares and, for one cell in ten, NA."""
    chance = random.Random(5)  # noqa: S311 (the same file at every run)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["", CODE, NAME, *keys])
        for number, code in enumerate(codes):
            cells = [
                "NA" if chance.random() < 0.1 else chance.choice((chance.randrange(5000), chance.randrange(1000) / 10))
                for _ in keys
            ]
            writer.writerow([number, code, f"Buurt {code}", *cells])


def _write_health(file: Path, codes: list[str], periods: int) -> None:
    chance = random.Random(6)  # noqa: S311 (the same file at every run)
    keys = list(catalogue.columns_of("rivm-50090NED"))
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter=";")
        writer.writerow(["ID", "Leeftijd", "Marges", "Perioden", "Codering_3", *keys])
        for period, code in itertools.product(range(2012, 2012 + periods), codes):
            values = [f"{chance.randrange(1000) / 10:8}" for _ in keys]
            writer.writerow([1, 20300, "MW00000", f"{period}JJ00", code, *values])
