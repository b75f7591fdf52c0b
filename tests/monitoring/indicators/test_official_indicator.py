"""An indicator of an official topic takes its baseline and its values from the published figures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation
from django.utils.html import strip_tags

from monitoring.indicators.actions import add_indicator, set_official_baseline, set_target
from monitoring.indicators.models import Indicator, Judgement
from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.models import Topic
from monitoring.public.statistics.shipped import shipped_files
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tenants.kit.errors import Invalid
from tenants.public.geography.models import Region
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import some_indicator
from tests.programs.programs.things import draft_program


@pytest.fixture
def manager(cast: Cast) -> Caller:
    bring_topics_up_to_date()
    for file in shipped_files("rivm-50090ned"):
        import_file("rivm-50090ned", file)
    return cast.manager.as_caller()


@pytest.fixture
def program(manager: Caller) -> Program:
    return draft_program(manager)


@pytest.fixture
def hardship(program: Program, manager: Caller) -> Indicator:
    """Difficulty to make ends meet in Wielwijk: 35.0 in 2012, 21.2 in 2020."""
    return add_indicator(
        program,
        topic=Topic.objects.get(code="difficulty-making-ends-meet"),
        region=Region.objects.valid_on(TODAY).get(code="WK050507"),
        direction="down",
        by=manager,
        on=TODAY,
    )


def test_the_baseline_is_the_figure_of_the_year(hardship: Indicator, manager: Caller) -> None:
    baseline = set_official_baseline(hardship, period=2012, by=manager, on=TODAY)
    assert (baseline.value, baseline.date) == (Decimal("35.0"), dt.date(2012, 7, 1))
    assert (baseline.source, baseline.source_name[:4]) == ("rivm-50090ned", "RIVM")
    assert baseline.release is not None
    assert (baseline.vintage, hardship.unit, hardship.interval_months) == (baseline.release.vintage, "%", 48)


@pytest.mark.parametrize(("language", "named"), [("en", "difficulty making ends meet"), ("nl", "moeite met rondkomen")])
def test_pages_name_an_official_figure_in_the_language_of_the_reader(
    language: str, named: str, hardship: Indicator, cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    other = {"en": "moeite met rondkomen", "nl": "difficulty making ends meet"}[language]
    reader = signed_in(cast.manager)
    program = f"/programs/{hardship.program_id}/indicators"
    for address in (program, f"{program}/new", f"/indicators/{hardship.pk}", f"/indicators/{hardship.pk}/baseline"):
        page = reader.get(address, headers={"accept-language": language}).content.decode().lower()
        assert named in page, address
        assert other not in page, address


def test_a_year_without_a_figure_is_refused_with_the_years_there_are(hardship: Indicator, manager: Caller) -> None:
    with pytest.raises(Invalid, match="2012, 2020"):
        set_official_baseline(hardship, period=2013, by=manager, on=TODAY)


def test_the_published_values_are_judged(hardship: Indicator, manager: Caller) -> None:
    set_official_baseline(hardship, period=2012, by=manager, on=TODAY)
    set_target(hardship, value=Decimal(20), date=dt.date(2035, 1, 1), by=manager, on=TODAY)
    judgement = Judgement.objects.get(indicator=hardship)
    assert (judgement.outcome, judgement.latest_value, judgement.latest_date) == (
        "on_track", Decimal("21.2"), dt.date(2020, 7, 1),
    )  # fmt: skip
    assert "13,8 van de 15 procentpunten" in judgement.sentence("nl")


def test_a_value_of_our_own_is_asked_about_beside_the_published_ones(
    hardship: Indicator, cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    sent = {"value": "0,212", "date": "2021-01-01", "source": "Telling"}
    answer = signed_in(cast.manager).post(f"/indicators/{hardship.pk}/observations", sent)
    assert answer.status_code == 400
    assert "ligt ver van 21,2%, de waarde van 1 juli 2020. Klopt dit?" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("nl", "Minder mensen in Wielwijk zeggen dat ze moeite hebben met rondkomen"),
        ("en", "Fewer people in Wielwijk say that they have difficulty making ends meet"),
    ],
)
def test_the_heading_of_a_chart_can_be_repeated(
    language: str, heading: str, hardship: Indicator, manager: Caller, cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    set_official_baseline(hardship, period=2012, by=manager, on=TODAY)
    set_target(hardship, value=Decimal(20), date=dt.date(2035, 1, 1), by=manager, on=TODAY)
    reader = signed_in(cast.manager)
    for address in (f"/dashboard/programs/{hardship.program_id}", f"/indicators/{hardship.pk}"):
        page = reader.get(address, headers={"accept-language": language}).content.decode()
        assert heading in map(strip_tags, re.findall(r"<h2.*?</h2>", page)), address


def test_the_page_of_an_indicator_says_what_is_measured(
    hardship: Indicator, manager: Caller, cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    set_official_baseline(hardship, period=2012, by=manager, on=TODAY)
    page = signed_in(cast.manager).get(f"/indicators/{hardship.pk}").content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Moeite met rondkomen in Wielwijk"]
    facts = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL))
    said = " ".join(strip_tags(facts["Definitie"]).split())
    assert said == "Moeite met rondkomen (aandeel, zoals mensen het ervaren). Bij de bron: MoeiteMetRondkomen_38"
    assert (facts["Waar"], facts["Wie"], facts["Eenheid"]) == ("Wielwijk", "18+", "%")
    # Both what was measured and where it began lead to where it is published.
    source = "https://statline.rivm.nl/#/RIVM/nl/dataset/50090NED/table"
    assert page.count(f'href="{source}"') == 4  # and of two years of values


def test_a_measure_of_our_own_has_no_official_baseline(program: Program, manager: Caller) -> None:
    with pytest.raises(Invalid):
        set_official_baseline(some_indicator(program, manager), period=2020, by=manager, on=TODAY)


def test_the_source_is_told_in_the_language_of_the_reader(hardship: Indicator, manager: Caller) -> None:
    baseline = set_official_baseline(hardship, period=2012, by=manager, on=TODAY)
    with translation.override("en"):
        assert baseline.source_name == "RIVM, GGD'en and CBS: health by district and neighbourhood"
    with translation.override("nl"):
        assert baseline.source_name == "RIVM, GGD'en en CBS: gezondheid per wijk en buurt"
