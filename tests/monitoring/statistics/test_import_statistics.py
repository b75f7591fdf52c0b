"""Official figures come in: every file, once, and every cell as it was published."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.figures import figures
from monitoring.public.statistics.models import Line, Release
from monitoring.public.statistics.shipped import shipped_files
from tenants.public.geography.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> None:
    bring_topics_up_to_date()


@pytest.fixture
def imported(topics: None) -> None:
    for source in ("rivm-50090ned", "cbs-kwb"):
        for file in shipped_files(source):
            result = import_file(source, file)
            assert not result.errors
            assert {release.outcome for release in result.releases} == {"imported"}, result


def value(topic: str, region: str, period: int, group: str = "") -> Decimal | None:
    found = figures([topic], [region], periods=[period], groups=[group])
    return found[0].value if found else None


@pytest.mark.usefixtures("imported")
def test_known_values_are_found_again() -> None:
    assert value("perceived-health-good", "GM0599", 2012) == Decimal("70.5")
    assert value("perceived-health-good", "GM0599", 2020) == Decimal("74.1")
    assert value("inhabitants", "GM0363", 2017) == 844947
    assert value("inhabitants", "GM0363", 2019) == 862965
    neighbourhoods = Region.objects.of_municipality("GM0363").filter(level="neighbourhood")
    found = figures(["inhabitants"], neighbourhoods, periods=[2017])
    assert sum(figure.value or 0 for figure in found) == 843960


@pytest.mark.usefixtures("imported")
def test_the_total_of_2016_is_absent_and_not_replaced_by_a_group() -> None:
    assert value("perceived-health-good", "GM0599", 2016) is None
    assert value("perceived-health-good", "GM0599", 2016, "65+") is not None


@pytest.mark.usefixtures("imported")
def test_a_second_identical_import_writes_nothing_and_says_so() -> None:
    before = (Release.objects.count(), Line.objects.count())
    for source in ("rivm-50090ned", "cbs-kwb"):
        for file in shipped_files(source):
            assert {release.outcome for release in import_file(source, file).releases} == {"unchanged"}
    assert (Release.objects.count(), Line.objects.count()) == before
    assert bring_topics_up_to_date() == 0


def test_a_dry_run_writes_nothing(topics: None) -> None:
    (file,) = shipped_files("rivm-50090ned")
    result = import_file("rivm-50090ned", file, dry_run=True)
    assert [release.outcome for release in result.releases] == ["would_be_imported"] * 7
    assert not Release.objects.exists()


def test_what_was_packed_makes_no_difference(topics: None, tmp_path: Path) -> None:
    (packed,) = [file for file in shipped_files("cbs-kwb") if "2020-map" in file.name]
    plain = tmp_path / "whatever"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    assert import_file("cbs-kwb", packed).releases[0].outcome == "imported"
    assert import_file("cbs-kwb", plain).releases[0].outcome == "unchanged"
