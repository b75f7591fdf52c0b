"""The official regions come in, once."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tenants.public.geography.actions import RegionsLoaded, load_regions, load_shipped_regions
from tenants.public.geography.importers import NotRegions, RegionRecord, read_regions
from tenants.public.geography.models import Region

pytestmark = pytest.mark.django_db
IN_2024 = dt.date(2024, 9, 1)


def test_a_second_load_changes_nothing() -> None:
    load_shipped_regions()
    again = load_shipped_regions()
    assert (again.added, again.changed) == (0, 0)
    assert again.unchanged == Region.objects.count() > 1800


def test_all_municipalities_of_2024_have_a_name() -> None:
    municipalities = Region.objects.filter(level="municipality").valid_on(IN_2024)
    assert municipalities.count() == 342
    assert not municipalities.filter(name="").exists()


@pytest.mark.parametrize(
    ("code", "day", "districts", "neighbourhoods"),
    [
        ("GM0363", dt.date(2019, 1, 1), 99, 479),
        ("GM0363", IN_2024, 110, 517),
        ("GM0505", IN_2024, 14, 130),
        ("GM0599", dt.date(2020, 1, 1), 22, 92),
        ("GM0599", IN_2024, 21, 91),
    ],
)
def test_a_municipality_has_the_parts_of_its_division(
    code: str, day: dt.date, districts: int, neighbourhoods: int
) -> None:
    regions = Region.objects.of_municipality(code).valid_on(day)
    counts = [regions.filter(level=level).count() for level in ("district", "neighbourhood")]
    assert counts == [districts, neighbourhoods]


def test_every_part_lies_in_a_region_that_exists_when_it_does() -> None:
    for region in Region.objects.exclude(parent=None).select_related("parent"):
        assert region.parent is not None
        assert region.parent.is_valid_on(region.valid_from), region


def test_a_region_without_a_name_is_called_by_its_code() -> None:
    assert str(Region.objects.get(code="BU05990110")) == "BU05990110"
    assert str(Region.objects.get(code="WK050501")) == "Wijk 01 Binnenstad (WK050501)"


def test_water_is_marked_and_outlines_are_longitude_and_latitude() -> None:
    water = Region.objects.get(code="BU05059997")
    assert water.is_water
    assert water.geometry is not None
    longitude, latitude = water.geometry["coordinates"][0][0][0]
    assert 3 < longitude < 8
    assert 50 < latitude < 54


def test_a_code_that_is_used_again_is_another_region() -> None:
    later = RegionRecord("WK059926", "district", dt.date(2030, 1, 1), name="Another place", parent="GM0599")
    assert load_regions([later]) == RegionsLoaded(added=1)
    assert Region.objects.filter(code="WK059926").count() == 2
    assert Region.objects.filter(code="WK059926").valid_on(dt.date(2031, 1, 1)).get().name == "Another place"


def test_a_name_that_became_known_is_taken_over_and_never_lost() -> None:
    named = RegionRecord("BU05990110", "neighbourhood", dt.date(2020, 1, 1), name="Stadsdriehoek", parent="WK059901")
    assert load_regions([named]).changed == 1
    load_shipped_regions()
    assert Region.objects.get(code="BU05990110").name == "Stadsdriehoek"


def test_a_district_that_was_entered_in_the_wrong_municipality_moves() -> None:
    moved = RegionRecord("WK059901", "district", dt.date(2020, 1, 1), parent="GM0505")
    assert load_regions([moved]) == RegionsLoaded(changed=1)
    parent = Region.objects.get(code="WK059901", valid_from=dt.date(2020, 1, 1)).parent
    assert parent is not None
    assert parent.code == "GM0505"


def test_a_region_in_an_unknown_one_is_refused_in_a_sentence() -> None:
    lost = RegionRecord("WK123401", "district", dt.date(2020, 1, 1), parent="GM1234")
    with pytest.raises(NotRegions, match="WK123401 lies in GM1234, which is not known on 2020-01-01"):
        load_regions([lost])


def test_a_dry_run_writes_nothing() -> None:
    new = RegionRecord("GM9999", "municipality", dt.date(2030, 1, 1), parent="NL00")
    assert load_regions([new], dry_run=True).added == 1
    assert not Region.objects.filter(code="GM9999").exists()


def test_the_command_says_what_it_did_and_refuses_another_table(tmp_path: Path) -> None:
    out = StringIO()
    call_command("import_geography", "--json", stdout=out)
    assert json.loads(out.getvalue())["added"] == 0
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="is not a table of regions") as refusal:
        call_command("import_geography", str(other))
    assert refusal.value.returncode == 2
    with pytest.raises(NotRegions, match="write dates as"):
        wrong = tmp_path / "wrong.csv"
        wrong.write_text("code,name,level,parent,valid_from,valid_until,is_water\nGM1,,municipality,,1-1-2020,,\n")
        list(read_regions(wrong))
