"""The figures as files: every line says what it is about in codes, and a spreadsheet reads them as they are."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from monitoring.indicators.actions import add_indicator, set_official_baseline, set_target
from monitoring.indicators.models import Indicator
from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.models import Topic
from monitoring.public.statistics.shipped import shipped_files
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.public.geography.models import Region
from tests.conftest import TODAY
from tests.programs.programs.things import adopt, draft_program


def body(client: Client, address: str, **headers: str) -> bytes:
    response = client.get(address, headers=headers or None)
    assert response.status_code == 200
    return response.getvalue() if response.streaming else response.content


def lines(client: Client, address: str, **headers: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, address, **headers).decode())))


def cells(client: Client, address: str) -> list[dict[str, Any]]:
    sheet: Any = load_workbook(io.BytesIO(body(client, address))).active
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture
def official(manager: Caller) -> Program:
    """Difficulty to make ends meet in Wielwijk: 35.0 in 2012, 21.2 in 2020."""
    bring_topics_up_to_date()
    for file in shipped_files("rivm-50090ned"):
        import_file("rivm-50090ned", file)
    made: dict[str, Any] = {"by": manager, "on": TODAY}
    program = draft_program(manager)
    indicator = add_indicator(
        program,
        topic=Topic.objects.get(code="difficulty-making-ends-meet"),
        region=Region.objects.valid_on(TODAY).get(code="WK050507"),
        direction="down",
        **made,
    )
    set_official_baseline(indicator, period=2012, **made)
    set_target(indicator, value=Decimal(20), date=dt.date(2035, 1, 1), **made)
    return adopt(program, manager)


def test_an_official_figure_names_its_topic_region_and_key(visitor: Client, official: Program) -> None:
    value = lines(visitor, f"/dashboard/programs/{official.pk}.csv")[1]
    expected = {
        "topic": "difficulty-making-ends-meet", "region": "WK050507", "place": "Wielwijk", "group": "18+", "kind": "value",
        "date": "2020-07-01", "value": "21.2", "unit": "%", "source": "rivm-50090ned", "vintage": "50090NED 2020, 18+",
        "outcome": "on_track", "judged_on": "2024-09-01", "programme_id": str(official.pk), "is_key": "1",
    }  # fmt: skip
    assert {name: value[name] for name in expected} == expected
    assert value["source_key"].startswith("MoeiteMetRondkomen")


def test_the_file_is_the_same_in_every_language(visitor: Client, official: Program) -> None:
    address = f"/dashboard/programs/{official.pk}.csv"
    assert lines(visitor, address) == lines(visitor, address, **{"accept-language": "en"})


def test_a_spreadsheet_has_the_same_figures_as_numbers_and_days(visitor: Client, official: Program) -> None:
    for address in (f"/dashboard/programs/{official.pk}", "/open-data/indicators"):
        text, sheet = lines(visitor, f"{address}.csv"), cells(visitor, f"{address}.xlsx")
        assert [row["value"] for row in sheet] == [float(row["value"]) for row in text] == [35.0, 21.2, 20.0]
        assert [row["date"].date().isoformat() for row in sheet] == [row["date"] for row in text]
        for name in ("topic", "region", "source", "source_key", "outcome", "programme_id"):
            assert [row[name] or "" for row in sheet] == [row[name] for row in text]


def test_what_a_spreadsheet_might_run_or_change_is_a_text(
    visitor: Client, manager: Caller, measure: Callable[..., Indicator]
) -> None:
    made = draft_program(manager)
    names = ["=HYPERLINK(1)", "+1", "007", "1-2-2024", "regel\x0been", "{=1}"]
    for name in names:
        measure(made, name, 32)
    adopt(made, manager)
    sheet = cells(visitor, f"/dashboard/programs/{made.pk}.xlsx")
    assert {row["indicator"] for row in sheet} == {name.replace("\x0b", "") for name in names}
    text = lines(visitor, f"/dashboard/programs/{made.pk}.csv")
    assert {row["indicator"] for row in text} == {"'=HYPERLINK(1)", "'+1", "007", "1-2-2024", "regeleen", "{=1}"}


def test_a_draft_is_in_no_file(visitor: Client, program: Program, draft: Program) -> None:
    assert "Geheim plan" not in {row["indicator"] for row in cells(visitor, "/open-data/indicators.xlsx")}
    assert visitor.get(f"/dashboard/programs/{draft.pk}.xlsx").status_code == 404


def test_a_figure_leads_to_its_source_and_to_the_open_data(visitor: Client, official: Program) -> None:
    page = visitor.get(f"/indicators/{official.indicators.get().pk}").content.decode()
    assert 'href="https://statline.rivm.nl/#/RIVM/nl/dataset/50090NED/table"' in page
    address = "/api/v1/figures?topic=difficulty-making-ends-meet&amp;region=WK050507"
    assert f'href="{address}"' in page
    found = visitor.get(address.replace("&amp;", "&")).json()
    assert 21.2 in [each["value"] for each in found["results"]]
