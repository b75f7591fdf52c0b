"""A value that its unit does not allow is refused; one that hardly ever is right is asked about, beside what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from monitoring.indicators.actions import record_observation
from monitoring.indicators.models import Indicator, Judgement, Observation, Target
from monitoring.indicators.rules import bounds_of, is_likely
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tenants.kit.errors import Invalid
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import some_indicator, with_path
from tests.programs.programs.things import draft_program


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def share(manager: Caller) -> Indicator:
    """In percent, from 40 to 20."""
    return with_path(draft_program(manager), manager)


@pytest.fixture
def lamps(manager: Caller) -> Indicator:
    return with_path(
        draft_program(manager), manager, name="Lampen", unit="lampen", direction="up", baseline=22, target=40
    )


@pytest.fixture
def client(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.manager)


def record(client: Client, indicator: Indicator, **given: str) -> tuple[int, str]:
    sent = {"value": "30", "date": "2024-01-01", "source": "Telling"} | given
    answer = client.post(f"/indicators/{indicator.pk}/observations", sent)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("value", ["350", "-5", "100,1"])
def test_a_percentage_is_a_part_of_a_whole(client: Client, share: Indicator, value: str) -> None:
    status, page = record(client, share, value=value)
    assert (status, "Een waarde in deze eenheid ligt tussen 0% en 100%." in page) == (400, True)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("value", ["850", "-5"])
def test_so_is_a_target(client: Client, share: Indicator, value: str) -> None:
    answer = client.post(f"/indicators/{share.pk}/targets", {"value": value, "date": "2032-01-01"})
    assert (answer.status_code, Target.objects.count()) == (400, 1)


def test_so_is_a_baseline(client: Client, manager: Caller) -> None:
    made = some_indicator(draft_program(manager), manager)
    address = f"/indicators/{made.pk}/baseline"
    assert client.post(address, {"value": "350", "date": "2020-01-01", "source": "Telling"}).status_code == 400
    assert client.post(address, {"value": "35", "date": "2020-01-01", "source": "Telling"}).status_code == 302


@pytest.mark.parametrize("day", ["0204-01-01", "1899-12-31"])
def test_a_year_of_three_digits_is_a_slip(client: Client, share: Indicator, day: str) -> None:
    status, page = record(client, share, date=day)
    assert (status, "Schrijf het jaar met vier cijfers, van 1900 tot en met 2199." in page) == (400, True)
    assert client.post(f"/indicators/{share.pk}/targets", {"value": "10", "date": "2951-01-01"}).status_code == 400


def test_a_value_far_from_what_is_known_is_asked_about(client: Client, lamps: Indicator) -> None:
    status, page = record(client, lamps, value="909")
    assert status == 400
    assert "909 lampen ligt ver van 22 lampen, de waarde van 1 januari 2020. Klopt dit?" in page
    assert 'type="checkbox" name="sure"' in page
    assert not Observation.objects.exists()
    assert record(client, lamps, value="909", sure="on")[0] == 302
    assert record(client, lamps, value="900", date="2024-02-01")[0] == 302  # now 909 stands beside it


def test_so_is_a_percentage_that_leaps(client: Client, share: Indicator) -> None:
    assert record(client, share, value="95")[0] == 400
    assert record(client, share, value="95", sure="on")[0] == 302


@pytest.mark.parametrize("value", ["0,312", "0", "3,9"])
def test_so_is_one_that_is_a_tenth_of_what_is_known_or_nothing(client: Client, share: Indicator, value: str) -> None:
    status, page = record(client, share, value=value)
    assert (status, "ligt ver van 40%, de waarde van 1 januari 2020. Klopt dit?" in page) == (400, True)
    assert not Observation.objects.exists()
    assert record(client, share, value=value, sure="on")[0] == 302


def test_a_value_of_a_generation_before_the_baseline_is_asked_about(client: Client, share: Indicator) -> None:
    """With what is odd about the value itself."""
    status, page = record(client, share, value="0,312", date="1900-01-01")
    assert status == 400
    assert "Dat is meer dan 25 jaar vóór 1 januari 2020. Klopt dit?" in page
    assert "ligt ver van 40%" in page
    assert record(client, share, date="1995-01-01")[0] == 302


def test_so_is_a_baseline_of_long_ago(client: Client, manager: Caller) -> None:
    made = some_indicator(draft_program(manager), manager)
    sent = {"value": "35", "date": "1900-01-01", "source": "Telling"}
    assert client.post(f"/indicators/{made.pk}/baseline", sent).status_code == 400
    assert client.post(f"/indicators/{made.pk}/baseline", {**sent, "sure": "on"}).status_code == 302


def test_a_forecast_of_a_percentage_stays_within_it(client: Client, share: Indicator) -> None:
    """28, 16, 10 and 4 per cent: the line itself would be far below nothing in 2030."""
    for year, value in ((2021, "28"), (2022, "16"), (2023, "10"), (2024, "4")):
        assert record(client, share, value=value, date=f"{year}-01-01", sure="on")[0] == 302
    told = Judgement.objects.get().document["forecast"]
    assert (told["outcome"], told["value"], told["low"], told["high"]) == ("will_reach", 0, 0, 0)
    page = client.get(f"/indicators/{share.pk}").content.decode()
    assert "0% (0% tot 0%). De lijn zelf loopt verder dan in deze eenheid kan" in page


def test_there_is_no_forecast_when_it_says_that_anything_is_possible(client: Client, share: Indicator) -> None:
    for year, value in ((2021, "28,6"), (2022, "0,3"), (2023, "99"), (2024, "0")):
        assert record(client, share, value=value, date=f"{year}-01-01", sure="on")[0] == 302
    page = client.get(f"/indicators/{share.pk}").content.decode()
    assert "Geen vooruitblik: de 5 metingen verschillen zo veel dat op 1 januari 2030 alles mogelijk is." in page


values = st.decimals(-1000, 1000, places=2)


@given(values, values)
def test_what_is_likely_is_so_from_both_sides(value: Decimal, beside: Decimal) -> None:
    for unit in ("%", "lampen"):
        assert is_likely(value, beside, unit) == is_likely(beside, value, unit)
        assert is_likely(value, value, unit)


def test_an_official_topic_has_the_lowest_value_of_the_catalogue() -> None:
    assert not bounds_of("aantal", Decimal(0)).hold(Decimal(-1))
    assert bounds_of("x 1 000 euro").hold(Decimal(-1))


@pytest.mark.parametrize(("size", "fine"), [(0, False), (1, True), (10**9, True), (10**9 + 1, False), (2**31, False)])
def test_a_sample_is_as_large_as_its_column_holds(share: Indicator, manager: Caller, size: int, fine: bool) -> None:
    made: dict[str, Any] = {"value": Decimal(30), "date": dt.date(2024, 1, 1), "source": "Telling"}
    with nullcontext() if fine else pytest.raises(Invalid, match="Een steekproef heeft"):
        record_observation(share, **made, sample_size=size, by=manager, on=TODAY)
    assert Observation.objects.exists() is fine
