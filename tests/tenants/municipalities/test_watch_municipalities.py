"""The operator sees how each municipality stands, finds one among hundreds, and reads what to do."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection as plain_connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context

from tenants.accounts.models import User
from tenants.jobs.models import Job
from tenants.kit.caller import System
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.outbox.actions import change
from tenants.public.geography.models import Region
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Condition, Municipality
from tenants.public.municipalities.tasks import look_at_municipalities

BY = System("test")


@pytest.fixture
def looked_at(operator_client: Client, day: dt.date) -> Client:
    """The operator, after the clock has gone past Dordrecht, Rotterdam and a new Leiden."""
    create_municipality("GM0546", name="Leiden", by=BY, on=day)
    with schema_context("gm0599"):
        Job.objects.create(kind="judgement", status="failed", ended_at=now(), started_by="user:1")
        Job.objects.create(
            kind="judgement", status="failed", ended_at=now() - dt.timedelta(days=31), started_by="user:1"
        )
    look_at_municipalities()
    return operator_client


def row(page: str, code: str) -> str:
    start = page.index(f'href="/municipalities/{code}"')
    return page[start : page.index("</tr>", start)]


def test_the_list_says_who_is_ready_and_where_work_failed(looked_at: Client) -> None:
    page = looked_at.get("/").content.decode()
    assert "klaar" in row(page, "GM0505")
    assert "nog niet" in row(page, "GM0546")
    assert ">1<" in row(page, "GM0599")
    assert ">0<" in row(page, "GM0505")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=leid", ["GM0546"]),
        ("q=gm05", ["GM0505", "GM0546", "GM0599"]),
        ("q=rotterdam.local", ["GM0599"]),
        ("needsAttention=true", ["GM0546", "GM0599"]),
        ("isClosed=true", []),
        ("q=", ["GM0505", "GM0546", "GM0599"]),
    ],
)
def test_one_is_found_among_many(looked_at: Client, asked: str, found: list[str]) -> None:
    page = looked_at.get(f"/?{asked}").content.decode()
    assert [code for code in ("GM0505", "GM0546", "GM0599") if f"/municipalities/{code}" in page] == found
    if not found:
        assert "Geen gemeente past bij alle filters samen" in page


def test_an_unknown_question_is_refused(looked_at: Client) -> None:
    assert looked_at.get("/?colour=red").status_code == 400


def test_hundreds_come_in_pages_with_the_same_number_of_queries(looked_at: Client) -> None:
    def ask() -> int:
        with CaptureQueriesContext(plain_connection) as queries:
            looked_at.get("/")
        return len(queries)

    few = ask()
    for number in range(100):
        Municipality.objects.create(code=f"GM8{number:03}", name=f"Stad {number:03}", schema_name=f"gm8{number:03}")
    assert ask() == few
    page = looked_at.get("/").content.decode()
    assert "103 gemeenten" in page
    assert page.count('href="/municipalities/GM') == 50
    assert "Stad 099" in looked_at.get("/?page=3").content.decode()


def test_its_page_says_what_is_missing_and_what_to_do(looked_at: Client) -> None:
    page = looked_at.get("/municipalities/GM0546").content.decode()
    assert "Nog niemand beheert de gemeente" in page
    assert "manage.py import_geography" in page
    ready = looked_at.get("/municipalities/GM0505").content.decode()
    assert "import_geography" not in ready


def test_the_last_activity_is_that_of_people(looked_at: Client) -> None:
    def last() -> dt.datetime | None:
        look_at_municipalities()
        return Condition.objects.get(municipality__code="GM0505").last_active_at

    before = last()
    with schema_context("gm0505"):
        anna = User.objects.get(email="anna@example.nl")
    for by, is_told in ((BY, False), (anna.as_caller(), True)):
        connection.set_schema("gm0505")
        with change(by):
            anna.name += "."
            anna.save(update_fields=["name"])
        connection.set_schema_to_public()
        assert (last() != before) is is_told


def test_one_whose_data_are_gone_says_so_and_hides_no_other(looked_at: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA gm0546 CASCADE")
    look_at_municipalities()
    assert Condition.objects.get(municipality__code="GM0546").missing == ["schema"]
    assert Condition.objects.get(municipality__code="GM0505").missing == []
    page = looked_at.get("/municipalities/GM0546").content.decode()
    assert "De gegevens zijn niet te lezen" in page


def test_the_very_first_municipality_brings_the_regions_that_are_shipped(
    db: None, day: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.set_schema_to_public()
    asked = []
    monkeypatch.setattr(type(Region.objects.all()), "exists", lambda rows: False)
    monkeypatch.setattr("tenants.public.municipalities.actions.load_shipped_regions", lambda: asked.append("regions"))
    create_municipality("GM0363", by=BY, on=day)
    assert asked == ["regions"]
    assert Municipality.objects.get(code="GM0363").name == "Amsterdam"


def test_districts_and_outlines_of_others_come_from_files(looked_at: Client, tmp_path: Path) -> None:
    regions, outlines = tmp_path / "leiden.csv", tmp_path / "leiden.geojson"
    regions.write_text(
        "code,name,level,parent,valid_from,valid_until,is_water\nWK054600,Binnenstad,district,GM0546,2020-01-01,,0\n"
    )
    square = {"type": "Polygon", "coordinates": [[[4.4, 52.1], [4.5, 52.1], [4.5, 52.2], [4.4, 52.1]]]}
    feature = {
        "type": "Feature",
        "properties": {"code": "WK054600", "validFrom": "2020-01-01"},
        "geometry": square,
    }
    outlines.write_text(json.dumps(feature, separators=(",", ":")) + "\n")
    call_command("import_geography", regions)
    look_at_municipalities()
    leiden = Condition.objects.get(municipality__code="GM0546")
    assert leiden.missing == ["administrator", "outlines"]
    call_command("import_geography", regions, outlines=outlines)
    look_at_municipalities()
    leiden.refresh_from_db()
    assert leiden.missing == ["administrator"]
    with pytest.raises(CommandError, match="name their file too"):
        call_command("import_geography", outlines=outlines)
    outlines.write_text('{"type":"Feature","properties":{}}\n')
    with pytest.raises(CommandError, match="holds no outlines"):
        call_command("import_geography", regions, outlines=outlines)
