"""Every cell of the shipped files against what is stored, read a second time by a reader of this test's own."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.public.statistics.choices import PRESENT
from monitoring.public.statistics.importers import catalogue
from monitoring.public.statistics.models import Line, Release
from monitoring.public.statistics.shipped import shipped_files
from tenants.public.geography.models import Region

MISSING = {"", ".", "NA", "NULL", "None", "-99999999", "-99999999.0000"}
LINES_A_FILE = 25

# File, layout, column with the code, separator. The file of 2015 has names only and is read by itself below.
TABLES = [
    ("83765NED.csv", "statline-83765NED", "Regioaanduiding.Codering..code.", ","),
    ("84583NED.csv", "statline-84583NED", "Regioaanduiding.Codering..code.", ","),
    ("selection.csv", "84799NED-selection", "Area_Code", ";"),
    ("85618NED-income.csv", "85618NED-income", "Area_Code", ";"),
    ("2020-map.csv", "map-2020", "bu_code", ","),
    ("2019-municipalities.csv", "kwb-2019", "unique_id", ","),
    ("2022-municipalities.csv", "kwb-2022", "code", ","),
    ("2022-districts.csv", "kwb-2022", "code", ","),
    ("2012-2016-2020.csv", "rivm-50090NED", "Codering_3", ";"),
]


def file_named(ending: str) -> Path:
    every = [*shipped_files("cbs-kwb"), *shipped_files("rivm-50090ned")]
    (found,) = [file for file in every if file.name.endswith(f"{ending}.gz")]
    return found


def text_of(file: Path) -> str:
    return gzip.decompress(file.read_bytes()).decode("utf-8-sig")


def stored(release: Release, region: Region) -> dict[str, tuple[float | None, str]]:
    """Value and letter of absence by the source's key."""
    line = Line.objects.get(release=release, region=region)
    letters = line.absences or PRESENT * len(line.values)
    keys = release.columns.order_by("position").values_list("source_key", flat=True)
    return {key: (value, letter) for key, value, letter in zip(keys, line.values, letters, strict=True)}


def compare(row: dict[str, str], layout: str, found: dict[str, tuple[float | None, str]], place: str) -> Iterator[str]:
    """What differs between a row of the file and the line in the database."""
    figures = {key for key, topic in catalogue.columns_of(layout).items() if topic}
    if set(found) != figures & set(row):
        yield f"{place}: columns {set(found) ^ (figures & set(row))}"
    for key, (value, letter) in found.items():
        cell = (row[key] or "").strip()
        if cell in MISSING:
            if value is not None or letter == PRESENT:
                yield f"{place} {key}: {cell!r} became {value}"
        elif value != float(cell.replace(",", ".")) or letter != PRESENT:
            yield f"{place} {key}: {cell!r} became {value} {letter}"


@pytest.mark.usefixtures("everything")
def test_random_lines_of_every_table_are_stored_as_published() -> None:
    wrong: list[str] = []
    for ending, layout, code_column, separator in TABLES:
        file = file_named(ending)
        rows = list(csv.DictReader(io.StringIO(text_of(file)), delimiter=separator))
        # A new choice at every run, and named when it fails.
        for row in random.sample(rows, min(LINES_A_FILE, len(rows))):
            releases = Release.objects.filter(file_name=file.name)
            if layout == "rivm-50090NED":
                age = {"20300": "18+", "53115": "18-65", "80200": "65+"}[row["Leeftijd"]]
                releases = releases.filter(period=int(row["Perioden"][:4]), group=age)
            release = releases.get()
            code = row[code_column].strip().replace("NL01", "NL00")
            found = stored(release, region_of(code, release))
            wrong += compare(row, layout, found, f"{file.name} {code} {release}")
    assert wrong == []


def region_of(code: str, release: Release) -> Region:
    return Region.objects.valid_on(dt.date(release.division_year, 1, 1)).get(code=code)


@pytest.mark.usefixtures("everything")
def test_every_value_of_2024_is_stored_as_published() -> None:
    file = file_named("85984NED.json")
    release = Release.objects.get(file_name=file.name)
    document = json.loads(text_of(file))
    assert release.line_count == len(document) == release.lines.count()
    wrong = []
    for code, values in document.items():
        row = {key: "" if value is None else str(value) for key, value in values.items()}
        found = {key: pair for key, pair in stored(release, region_of(code, release)).items() if key in row}
        wrong += list(compare(row, "odata-85984NED", found, code))
    assert wrong == []


@pytest.mark.usefixtures("everything")
def test_the_table_with_names_finds_its_regions() -> None:
    """Title, empty lines, two lines of header, `Stadsdeel` rows and `Bron: CBS` are no regions."""
    release = Release.objects.get(table="83220NED")
    values = stored(release, region_of("GM0363", release))
    assert values["Inkomen|Inkomen van personen|Aantal inkomensontvangers"] == (641700, PRESENT)
    assert values["Inkomen|Inkomen van huishoudens|Huish. onder of rond sociaal minimum"] == (14.1, PRESENT)
    old_side = stored(release, region_of("WK036300", release))
    assert old_side["Inkomen|Inkomen van personen|Gemiddeld inkomen per inkomensontvanger"] == (33.4, PRESENT)
    # Districts of the division of 2015 whose name is not among ours are counted, not guessed at.
    assert release.line_count + release.unknown_regions == 98
    assert not Region.objects.filter(name__startswith="Stadsdeel").exists()


@pytest.mark.usefixtures("everything")
def test_nothing_missing_became_a_number_anywhere() -> None:
    negative = []
    for line in Line.objects.select_related("release").iterator():
        letters = line.absences or PRESENT * len(line.values)
        assert len(letters) == len(line.values)
        assert all((value is None) == (letter != PRESENT) for value, letter in zip(line.values, letters, strict=True))
        negative += [value for value in line.values if value is not None and value < 0]
    # Wealth can be below zero, in Amsterdam in 2019 by some thousands of euros; nothing else can.
    assert negative
    assert min(negative) > -10
