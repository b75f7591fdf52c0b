"""The files that come with Raderwerk, in the order in which they are imported; see `data/SOURCES.md`."""

from __future__ import annotations

from pathlib import Path

from monitoring.public.statistics.choices import Source

DATA = Path(__file__).parent / "data"

# The later one wins where two are about the same: the fuller table of a year comes last.
_FILES = {
    Source.RIVM_HEALTH: ["rivm-50090ned-2012-2016-2020.csv.gz"],
    Source.CBS_KEY_FIGURES: [
        "cbs-kwb-amsterdam-2015-83220NED-income.csv.gz",
        "cbs-kwb-amsterdam-2017-83765NED.csv.gz",
        "cbs-kwb-2019-municipalities.csv.gz",
        "cbs-kwb-amsterdam-2019-84583NED.csv.gz",
        "cbs-kwb-amsterdam-2020-84799NED-selection.csv.gz",
        "cbs-kwb-dordrecht-2020-map.csv.gz",
        "cbs-kwb-2022-municipalities.csv.gz",
        "cbs-kwb-2022-districts.csv.gz",
        "cbs-kwb-amsterdam-2023-85618NED-income.csv.gz",
        "cbs-kwb-2024-85984NED.json.gz",
    ],
}


def shipped_files(source: str) -> list[Path]:
    return [DATA / name for name in _FILES[Source(source)]]
