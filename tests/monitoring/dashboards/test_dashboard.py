"""The council's page, as everybody sees it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal

import plotly.graph_objects as go
from django.contrib.staticfiles import finders
from django.test import Client

from monitoring.indicators.actions import record_observation
from monitoring.indicators.models import Indicator
from monitoring.indicators.rules import DEFAULT_TOLERANCE
from programs.mandates.actions import RouteStep, escalate_overdue, take_decision
from programs.mandates.models import Escalation
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.kit.caller import Caller, System
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.mandates.things import some_mandate
from tests.programs.programs.things import adopt, draft_program


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_heading_is_the_conclusion(visitor: Client, program: Program) -> None:
    found = page(visitor, "/dashboard")
    assert "<h1>Eén van de twee indicatoren ligt op koers</h1>" in found
    assert "Gaat de verkeerde kant op: Eenzaamheid." in found
    assert program.title in found


def test_the_same_in_english(visitor: Client, program: Program) -> None:
    found = visitor.get("/dashboard", headers={"accept-language": "en"}).content.decode()
    assert "<h1>One of two indicators is on track</h1>" in found


def test_without_programmes_the_page_says_what_will_come(visitor: Client) -> None:
    assert "Nog geen programma is vastgesteld" in page(visitor, "/dashboard")


def test_a_draft_is_not_on_any_public_page(visitor: Client, program: Program, draft: Program) -> None:
    assert "Geheim plan" not in page(visitor, "/dashboard")
    assert draft.title not in page(visitor, "/open-data")
    assert "Geheim plan" not in text_of(visitor, "/open-data/indicators.csv")
    page(visitor, f"/dashboard/programs/{draft.pk}", 404)
    assert visitor.get(f"/dashboard/programs/{draft.pk}.csv").status_code == 404


def test_whoever_works_on_a_draft_sees_it_coming(
    signed_in: Callable[[User], Client], cast: Cast, draft: Program
) -> None:
    assert "Geheim plan" in page(signed_in(cast.manager), f"/dashboard/programs/{draft.pk}")
    page(signed_in(cast.council_member), f"/dashboard/programs/{draft.pk}", 404)


def test_every_chart_has_a_conclusion_a_table_a_source_and_a_file(visitor: Client, program: Program) -> None:
    found = page(visitor, f"/dashboard/programs/{program.pk}")
    for section in re.findall(r'<section class="card indicator".*?</section>', found, re.DOTALL):
        assert re.search(r"<h2[^>]*>Het cijfer voor [^<]+ (daalde|steeg) naar (32|44)%</h2>", section)
        assert "<table>" in section
        assert "Bron: Omnibusenquête 2020; Omnibusenquête 2024" in section
        assert f"/dashboard/programs/{program.pk}.csv" in section
        assert 'role="img" aria-label="' in section
        assert re.findall(r'viewBox="0 0 (\d+) 290"', section) == ["560", "320"]
    assert found.count('<section class="card indicator"') == 2
    assert "8 van de 20 procentpunten gehaald" in found


def test_the_charts_are_figures_that_plotly_knows(visitor: Client, program: Program) -> None:
    found = page(visitor, f"/dashboard/programs/{program.pk}")
    charts = re.findall(r'<script id="chart-[^"]+" type="application/json">(.*?)</script>', found, re.DOTALL)
    assert len(charts) == 2
    for chart in map(json.loads, charts):
        made = go.Figure(data=chart["data"], layout=chart["layout"])
        # The words of the latest value stand off the line that leads to it.
        assert (made.data[-1].y[-1], made.data[-1].textposition[-1]) in [(32, "bottom center"), (44, "top center")]
        assert [trace.text for trace in made.data if trace.line.dash] == [("", "doel 2030: 20%")]


def test_no_style_or_script_stands_in_the_page(visitor: Client, program: Program) -> None:
    response = visitor.get(f"/dashboard/programs/{program.pk}")
    found = response.content.decode()
    assert " style=" not in found
    assert "<style" not in found
    assert "script-src 'self';" in response["Content-Security-Policy"] + ";"
    assert "'unsafe-inline'" in re.findall(r"style-src [^;]+", response["Content-Security-Policy"])[0]
    assert "'unsafe-inline'" not in visitor.get("/open-data")["Content-Security-Policy"]


def test_the_chart_library_comes_from_its_own_package(visitor: Client) -> None:
    assert str(finders.find("plotly/plotly.min.js")).endswith("plotly.min.js")
    assert not finders.find("plotly/datasets/iris.csv.gz")


def test_a_change_of_outcome_is_told(visitor: Client, manager: Caller, measure: Callable[..., Indicator]) -> None:
    made = draft_program(manager)
    indicator = measure(made, "Eenzaamheid", 44)
    adopt(made, manager)
    assert "Geen indicator is van uitkomst veranderd" in page(visitor, "/dashboard")
    record_observation(
        indicator, value=Decimal(30), date=dt.date(2024, 8, 1), source="Nieuwe meting", by=manager,
        on=TODAY + dt.timedelta(days=1),
    )  # fmt: skip
    assert "was: verslechtert · nu 30% (2024)" in page(visitor, "/dashboard")


def test_the_first_value_of_what_everybody_sees_is_a_change_on_the_same_day(
    visitor: Client, manager: Caller, measure: Callable[..., Indicator]
) -> None:
    made = draft_program(manager)
    indicator = measure(made, "Eenzaamheid", None)
    adopt(made, manager)
    assert "Geen indicator is van uitkomst veranderd" in page(visitor, "/dashboard")
    record_observation(
        indicator, value=Decimal(30), date=dt.date(2024, 8, 1), source="Nieuwe meting", by=manager, on=TODAY,
    )  # fmt: skip
    assert "was: geen gegevens · nu 30% (2024)" in page(visitor, "/dashboard")


def test_the_file_has_every_figure_with_its_source(visitor: Client, program: Program) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(visitor, f"/dashboard/programs/{program.pk}.csv"))))
    assert [(row["kind"], row["date"], row["value"]) for row in rows[:3]] == [
        ("baseline", "2020-01-01", "40"), ("value", "2024-01-01", "32"), ("target", "2030-01-01", "20"),
    ]  # fmt: skip
    assert (rows[1]["source"], rows[1]["outcome"], rows[1]["unit"]) == ("Omnibusenquête 2024", "on_track", "%")
    assert text_of(visitor, "/open-data/indicators.csv").count("\n") == 7


def test_a_text_that_looks_like_a_formula_is_no_formula(
    visitor: Client, manager: Caller, measure: Callable[..., Indicator]
) -> None:
    made = draft_program(manager)
    for name in ("=HYPERLINK(1)", "+1", "-1", "@A1", " =A1"):
        measure(made, name, 32)
    adopt(made, manager)
    rows = csv.DictReader(io.StringIO(text_of(visitor, f"/dashboard/programs/{made.pk}.csv")))
    assert {row["indicator"][0] for row in rows} == {"'"}


def test_an_indicator_without_values_says_so(
    visitor: Client, manager: Caller, measure: Callable[..., Indicator]
) -> None:
    made = draft_program(manager)
    measure(made, "Eenzaamheid", None)
    adopt(made, manager)
    found = page(visitor, f"/dashboard/programs/{made.pk}")
    assert "Nog geen cijfers over Eenzaamheid sinds de nulmeting" in found
    assert "Er is nog geen meting na de nulmeting van 40% op 1 januari 2020." in found


def test_a_value_that_may_be_the_baseline_is_no_change_in_the_heading(
    visitor: Client, manager: Caller, measure: Callable[..., Indicator]
) -> None:
    made = draft_program(manager)
    indicator = measure(made, "Eenzaamheid", None)
    record_observation(
        indicator, value=Decimal(19), low=Decimal(9), high=Decimal(41), date=dt.date(2024, 1, 1),
        source="Omnibusenquête 2024", by=manager, on=TODAY,
    )  # fmt: skip
    adopt(made, manager)
    found = page(visitor, f"/dashboard/programs/{made.pk}")
    assert "Het doel 20% is bereikt" in found
    assert "Dit is niet zeker" in found
    assert "Het cijfer voor Eenzaamheid is niet duidelijk veranderd: 19%" in found


def test_an_unknown_programme_is_absent(visitor: Client) -> None:
    page(visitor, "/dashboard/programs/00000000-0000-0000-0000-000000000000", 404)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    body = response.getvalue() if response.streaming else response.content
    return bytes(body).decode()


def test_the_front_page_begins_with_the_conclusion(visitor: Client, program: Program) -> None:
    found = page(visitor, "/")
    assert '<h2 id="front-progress">Eén van de twee indicatoren ligt op koers</h2>' in found
    assert 'href="/dashboard"' in found


def test_the_front_page_says_nothing_of_drafts(visitor: Client, draft: Program) -> None:
    assert "front-progress" not in page(visitor, "/")


def test_only_the_council_and_city_hall_see_what_was_left_unanswered(
    visitor: Client, signed_in: Callable[[User], Client], cast: Cast, program: Program
) -> None:
    area = program.areas.get()
    route = [RouteStep(7, user=cast.editor), RouteStep(14, role="administrator")]
    mandate = some_mandate(cast.manager, area, cast.administrator, cast.editor, route=route)
    take_decision(
        mandate, kind="spend", area=area, subject="Buurthuis in eigen beheer", amount=Decimal(85_000),
        by=cast.manager.as_caller(), on=TODAY,
    )  # fmt: skip
    council = signed_in(cast.council_member)
    assert "Buurthuis" not in page(council, "/dashboard")
    escalate_overdue(by=System("escalate_overdue"), on=TODAY + dt.timedelta(days=8))
    assert "Niet op tijd beantwoord" in page(council, "/dashboard")
    assert "Buurthuis" not in page(visitor, "/dashboard")


def test_what_is_past_its_term_is_shown_before_the_night_has_counted_it(
    signed_in: Callable[[User], Client], cast: Cast, program: Program
) -> None:
    route = [RouteStep(7, user=cast.editor), RouteStep(14, role="administrator")]
    mandate = some_mandate(cast.manager, program.areas.get(), cast.administrator, cast.editor, route=route)
    take_decision(
        mandate, kind="spend", area=program.areas.get(), subject="Buurthuis in eigen beheer", amount=Decimal(85_000),
        by=cast.manager.as_caller(), on=TODAY,
    )  # fmt: skip
    editor = signed_in(cast.editor)
    assert "Niet op tijd beantwoord" not in page(editor, "/dashboard")
    Escalation.objects.update(answer_by=TODAY - dt.timedelta(days=1))
    assert "Niet op tijd beantwoord" in page(editor, "/dashboard")


def test_help_tells_the_rule_with_its_tolerance(visitor: Client) -> None:
    assert Decimal("0.05") == DEFAULT_TOLERANCE
    assert "niet meer dan de marge achterblijft: vijf procent van de hele weg" in page(visitor, "/help")
