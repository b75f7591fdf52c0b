"""However much there is, a page shows the first of it and leads to the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from monitoring.indicators.actions import judge_indicators
from monitoring.indicators.models import Baseline, Indicator, Observation, Target
from programs.programs.models import Program, Vision
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.clock import now
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.dashboards.test_dashboard import page


def measured(program: Program, number: int, value: int = 44) -> None:
    """So many measures of our own, from 40 to 20 in ten years."""
    made = [Indicator(program=program, name=f"Maat {n:02}", direction="down", unit="%") for n in range(number)]
    days = {"start": TODAY.replace(year=2020), "end": TODAY.replace(year=2030), "seen": TODAY.replace(month=1)}
    Indicator.objects.bulk_create(made)
    Baseline.objects.bulk_create(
        Baseline(indicator=each, value=Decimal(40), date=days["start"], source="Omnibusenquête 2020") for each in made
    )
    Target.objects.bulk_create(
        Target(indicator=each, value=Decimal(20), date=days["end"], set_on=TODAY) for each in made
    )
    Observation.objects.bulk_create(
        Observation(
            indicator=each, value=Decimal(value), date=days["seen"], source="Omnibusenquête 2024", recorded_at=now()
        )
        for each in made
    )
    judge_indicators(by=System("judgement"), on=TODAY)


@pytest.fixture
def fifty(program: Program) -> Program:
    """With fifty indicators: two as in `program`, and more that go the wrong way."""
    measured(program, 48)
    return program


def running(number: int) -> None:
    for n in range(number):
        made = Program.objects.create(title=f"Programma {n:02}", status="running", started_on=TODAY)
        vision = Vision.objects.create(program=made, version=1, horizon_year=2030 + n)
        Vision.objects.filter(pk=vision.pk).update(
            status="adopted", decision_reference="RB", decided_on=TODAY, adopted_on=TODAY
        )


def test_fifty_indicators_weigh_less_than_150_kilobytes(visitor: Client, fifty: Program) -> None:
    found = page(visitor, f"/dashboard/programs/{fifty.pk}")
    assert len(found.encode()) < 150_000
    assert found.count('<section class="card indicator"') == 50
    assert found.count('data-chart="') == 4


def test_the_chart_of_each_other_comes_when_asked_for(visitor: Client, fifty: Program) -> None:
    found = page(visitor, f"/dashboard/programs/{fifty.pk}")
    asked = re.findall(r'<a href="(/indicators/[^"]+)" hx-get="(/indicators/[^"]+/chart)"', found)
    assert len(asked) == 46
    address, part = asked[0]
    piece = visitor.get(part, headers={"hx-request": "true"}).content.decode()
    assert piece.strip().startswith("<section")
    assert 'data-chart="' in piece
    assert "'unsafe-inline'" in visitor.get(part, headers={"hx-request": "true"})["Content-Security-Policy"]
    # Without JavaScript the link leads to the indicator's own page, which has the chart too.
    assert visitor.get(part).headers["Location"] == address
    assert 'data-chart="' in page(visitor, address)


def test_a_chart_of_a_draft_is_absent(visitor: Client, draft: Program) -> None:
    indicator = draft.indicators.get()
    assert visitor.get(f"/indicators/{indicator.pk}/chart", headers={"hx-request": "true"}).status_code == 404


def test_the_dashboard_shows_fifteen_programmes_on_one_line_of_decades(visitor: Client) -> None:
    running(17)
    first, second = page(visitor, "/dashboard"), page(visitor, "/dashboard?page=2")
    assert "17 programma’s, tientallen jaren" in first
    assert (first.count('<article class="program">'), second.count('<article class="program">')) == (15, 2)
    assert '<a rel="next" href="?page=2">' in first
    lines = re.findall(r'<svg class="wide".*?</svg>', first, re.DOTALL)
    years = {tuple(re.findall(r">(20\d\d)</text>", line)) for line in lines}
    assert len(years) == 1


def test_the_dashboard_lists_ten_indicators_and_leads_to_all(visitor: Client, fifty: Program) -> None:
    found = page(visitor, "/dashboard")
    assert found.count('<th scope="row"><a href="/indicators/') == 10
    assert '<a href="/indicators">Alle 50 kernindicatoren</a>' in found


@pytest.mark.parametrize("where", ["/dashboard", "/", "/dashboard/programs/{}"])
def test_a_count_leads_to_the_list_of_what_it_counts(visitor: Client, program: Program, where: str) -> None:
    found = page(visitor, where.format(program.pk))
    counts = re.findall(r'<a href="(/indicators\?outcome=[^"]+)">(\d+) indicator', found)
    assert len(counts) == 2
    for address, number in counts:
        listed = page(visitor, address.replace("&amp;", "&"))
        assert f"{number} kernindicator" in listed
        assert listed.count('<th scope="row"><a href="/indicators/') == int(number)


def test_the_list_has_pages(visitor: Client, fifty: Program) -> None:
    measured(fifty, 10, 30)
    first, second = page(visitor, "/indicators"), page(visitor, "/indicators?page=2")
    assert "60 kernindicatoren" in first
    assert (first.count("/indicators/"), second.count("/indicators/")) == (50, 10)
    assert first.index("Eenzaamheid") < first.index("Maat 01")


def test_a_draft_is_only_in_the_list_of_who_works_on_it(
    visitor: Client, signed_in: Callable[[User], Client], cast: Cast, draft: Program
) -> None:
    assert "Geheim plan" not in page(visitor, "/indicators")
    assert visitor.get(f"/indicators?programId={draft.pk}").status_code == 400
    assert "Geheim plan" in page(signed_in(cast.manager), f"/indicators?programId={draft.pk}")


def test_the_list_refuses_what_it_does_not_know(visitor: Client, program: Program) -> None:
    assert visitor.get("/indicators?outcome=splendid").status_code == 400
    assert visitor.get("/indicators?colour=green").status_code == 400


def test_the_lead_names_what_lags_too(visitor: Client, program: Program) -> None:
    measured(program, 5, 39)
    found = page(visitor, "/dashboard")
    assert "Gaat de verkeerde kant op: Eenzaamheid." in found
    assert "Loopt achter: Maat 00, Maat 01, Maat 02 en nog twee." in found
