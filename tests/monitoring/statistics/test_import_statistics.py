"""Official figures come in: known values, once, and nothing half."""

from __future__ import annotations

import csv
import gzip
import io
import json
import threading
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import translation

from monitoring.public.statistics.actions import ImportResult, bring_topics_up_to_date, import_file
from monitoring.public.statistics.figures import figures
from monitoring.public.statistics.importers.faults import sentence
from monitoring.public.statistics.models import Line, Release, ReleaseColumn
from monitoring.public.statistics.shipped import shipped_files
from tenants.public.geography.models import Region
from tenants.public.municipalities.models import Municipality

HEADER_2019 = (
    "region,unique_id,population,men,women,b_00_14,b_15_24,b_25_44,b_45_64,b_65_oo,unmarried,married,divorced,widowed"
)


def value(topic: str, region: str, period: int, group: str = "") -> Decimal | None:
    found = figures([topic], [region], periods=[period], groups=[group])
    return found[0].value if found else None


def table_of_2019(folder: Path, *lines: str) -> Path:
    """A file in the layout of the key figures of 2019, whatever its name says."""
    file = folder / "figures.txt"
    file.write_text("\n".join([HEADER_2019, *lines]) + "\n")
    return file


DORDRECHT = "Dordrecht,GM0505,118654,58577,60077,18811,13815,30539,33000,22489,57033,44978,10540,6103"


@pytest.mark.usefixtures("everything")
def test_known_values_are_found_again() -> None:
    assert value("perceived-health-good", "GM0599", 2012) == Decimal("70.5")
    assert value("perceived-health-good", "GM0599", 2020) == Decimal("74.1")
    assert value("inhabitants", "GM0363", 2017) == 844947
    assert value("inhabitants", "GM0363", 2019) == 862965
    neighbourhoods = Region.objects.of_municipality("GM0363").filter(level="neighbourhood")
    found = figures(["inhabitants"], neighbourhoods, periods=[2017])
    assert sum(figure.value or 0 for figure in found) == 843960
    # The total of 2016 was not published in these files, and no sub-group stands in for it.
    assert value("perceived-health-good", "GM0599", 2016) is None
    assert value("perceived-health-good", "GM0599", 2016, "65+") is not None


@pytest.mark.usefixtures("everything")
def test_a_second_identical_import_writes_nothing_and_says_so() -> None:
    before = (Release.objects.count(), ReleaseColumn.objects.count(), Line.objects.count())
    for source in ("rivm-50090ned", "cbs-kwb"):
        out = StringIO()
        call_command("import_statistics", source, "--json", stdout=out)
        told = json.loads(out.getvalue())
        assert (told["imported"], told["refused"], told["busy"], told["values"]) == (0, 0, 0, 0)
        assert told["unchanged"] == len([each for file in told["files"] for each in file["releases"]])
    assert (Release.objects.count(), ReleaseColumn.objects.count(), Line.objects.count()) == before
    assert bring_topics_up_to_date() == 0


def test_a_trial_run_writes_nothing(topics: None) -> None:
    out = StringIO()
    call_command("import_statistics", "rivm-50090ned", "--dry-run", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["imported"] == 7
    assert told["values"] > 100_000
    assert told["dryRun"] is True
    assert not Release.objects.exists()


def test_how_it_was_packed_and_called_makes_no_difference(topics: None, tmp_path: Path) -> None:
    (packed,) = [file for file in shipped_files("cbs-kwb") if "2020-map" in file.name]
    plain = tmp_path / "amsterdam-2017-83765NED.json"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    assert import_file("cbs-kwb", packed).releases[0].outcome == "imported"
    assert import_file("cbs-kwb", plain).releases[0].outcome == "unchanged"


def test_a_workbook_says_the_same_as_the_table(topics: None, tmp_path: Path) -> None:
    """RIVM's own file is an Excel workbook with numbers as padded text, empty cells and an age that is a number."""
    (packed,) = shipped_files("rivm-50090ned")
    rows = list(csv.reader(io.StringIO(gzip.decompress(packed.read_bytes()).decode()), delimiter=";"))
    of_2012 = [row for row in rows[1:] if row[1] == "20300" and row[4] == "2012JJ00"]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("50090NED")
    sheet.append(rows[0])
    for row in of_2012:
        sheet.append([int(row[0]), int(row[1]), *(cell or None for cell in row[2:])])
    file = tmp_path / "table"
    book.save(file)
    (release,) = import_file("rivm-50090ned", file).releases
    assert (release.outcome, release.period, release.group, release.lines) == ("imported", 2012, "18+", len(of_2012))
    outcomes = [release.outcome for release in import_file("rivm-50090ned", packed).releases]
    assert outcomes == ["unchanged", *["imported"] * 6]


def test_a_later_release_wins_and_the_earlier_stays(topics: None, tmp_path: Path) -> None:
    import_file("cbs-kwb", table_of_2019(tmp_path, DORDRECHT))
    import_file("cbs-kwb", table_of_2019(tmp_path, DORDRECHT.replace("118654", "118655")))
    assert value("inhabitants", "GM0505", 2019) == 118655
    assert list(Release.objects.values_list("sequence", flat=True)) == [1, 2]
    assert Line.objects.get(release__sequence=1).values[0] == 118654


def told(result: ImportResult) -> list[str]:
    """The faults as whoever imports reads them."""
    return [sentence(fault.code, fault.values) for fault in result.errors]


def test_every_fault_is_named_with_its_place_and_nothing_is_stored(topics: None, tmp_path: Path) -> None:
    wrong = DORDRECHT.replace("58577", "many").replace("60077", "-3").replace("118654", "-99999999")
    file = table_of_2019(tmp_path, DORDRECHT.replace("GM0505", "GM505"), wrong, DORDRECHT, "Dordrecht,GM0505")
    result = import_file("cbs-kwb", file)
    assert [release.outcome for release in result.releases] == ["refused"]
    assert told(result) == [
        "figures.txt, regel 2, kolom unique_id: “GM505” is geen code van een gebied zoals WK050501.",
        "figures.txt, regel 3, kolom men: “many” is geen getal; verbeter het of laat het leeg.",
        "figures.txt, regel 3, kolom women: “-3” is negatief, wat niet kan; verbeter het of laat het leeg.",
        "figures.txt, regel 4: GM0505 staat ook op regel 3; houd er één.",
        "figures.txt, regel 5: 2 cellen waar de kop er 14 heeft; herstel de regel.",
    ]
    with translation.override("en"):
        assert told(result)[3] == "figures.txt, line 4: GM0505 stands on line 3 too; keep one of them."
    assert not Release.objects.exists()
    assert not Line.objects.exists()


def test_a_broken_line_before_the_first_good_one_is_not_overlooked(topics: None, tmp_path: Path) -> None:
    result = import_file("cbs-kwb", table_of_2019(tmp_path, "Dordrecht,GM0505", DORDRECHT))
    assert [release.outcome for release in result.releases] == ["refused"]
    assert not Release.objects.exists()


def test_regions_that_are_not_known_are_counted_and_listed(topics: None, tmp_path: Path) -> None:
    file = table_of_2019(tmp_path, DORDRECHT, DORDRECHT.replace("GM0505", "GM7777"))
    (release,) = import_file("cbs-kwb", file).releases
    assert (release.outcome, release.lines, release.unknown_regions, release.unknown) == ("imported", 1, 1, ["GM7777"])
    assert Release.objects.get().unknown_regions == 1
    lost = import_file("cbs-kwb", table_of_2019(tmp_path, DORDRECHT.replace("GM0505", "GM7777")))
    assert lost.releases[0].outcome == "refused"
    assert lost.errors[0].code == "no_known_region"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "is leeg"),
        (b"a,b,c\n1,2,3\n", "unknown_table", "is geen bekende tabel van cbs-kwb. Verwacht: CBS 83765NED"),
        (HEADER_2019.encode() + b"\n", "no_lines", "er is een kop en geen regel eronder"),
        (b"{not json", "not_json", "is geen geldige JSON"),
        (b'{"GM0505": 1}', "other_json", "heeft niet de vorm {code: {key: value}}"),
        (b"PK\x03\x04 no workbook", "damaged", "is beschadigd"),
        (b"\x1f\x8b broken", "damaged", "is beschadigd"),
        (HEADER_2019.encode() + b"\n\xff\xfe", "not_utf8", "is geen tekst in UTF-8"),
    ],
)
def test_a_file_that_is_no_known_table_is_refused_in_a_sentence(
    topics: None, tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    result = import_file("cbs-kwb", file)
    assert [fault.code for fault in result.errors] == [code]
    assert words in told(result)[0]
    assert not Release.objects.exists()


def test_the_command_ends_with_a_status_that_says_how_it_went(topics: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a source. Sources are") as refusal:
        call_command("import_statistics", "police", str(tmp_path / "x"))
    assert refusal.value.returncode == 2
    with pytest.raises(SystemExit) as end:
        call_command("import_statistics", "cbs-kwb", str(tmp_path / "nothing.csv"), stderr=StringIO())
    assert end.value.code == 1
    out = StringIO()
    call_command("import_statistics", "cbs-kwb", str(table_of_2019(tmp_path, DORDRECHT)), stdout=out)
    assert "1" in out.getvalue()


def test_two_who_import_the_same_at_once_and_one_is_told(own_municipality: Municipality, tmp_path: Path) -> None:
    """Two operators with the same table. One holds the release in a transaction while the other tries."""
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    bring_topics_up_to_date()
    outcomes: list[str] = []

    def other() -> None:
        try:
            outcomes.append(import_file("cbs-kwb", table_of_2019(tmp_path, DORDRECHT)).releases[0].outcome)
        finally:
            connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", ["release cbs-kwb kwb-2019 kwb-2019 2019"]
        )
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert outcomes == ["busy"]
    assert not Release.objects.filter(table="kwb-2019").exists()
