"""Two people put one target, value, baseline or indicator right: the second sees both and loses nothing of what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from monitoring.indicators.actions import record_observation
from monitoring.indicators.models import Indicator, Observation, Target
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.programs.programs.things import draft_program

NEW_YEAR = "2024-01-01"


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def indicator(manager: Caller) -> Indicator:
    """From 40 to 20, measured 32."""
    made = with_path(draft_program(manager), manager)
    record_observation(
        made, value=Decimal(32), date=TODAY.replace(month=1, day=1), source="Enquête", by=manager, on=TODAY
    )
    return made


@pytest.fixture
def one(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.manager)


@pytest.fixture
def other(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.administrator)


def opened(client: Client, address: str) -> str:
    """What the form remembers of what it shows."""
    return seen_in(client.get(address).content.decode())


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found, "The form does not say what it shows."
    return found[1]


def address_of(what: str, indicator: Indicator) -> str:
    part = {
        "target": f"targets/{indicator.targets.get().pk}/revision",
        "value": f"observations/{indicator.observations.get().pk}/correction",
        "baseline": "baseline",
        "indicator": "change",
    }[what]
    return f"/indicators/{indicator.pk}/{part}"


FORMS = {
    # What the one types, what the other does, and how the page says the one's beside the other's.
    "target": ({"value": "18", "date": "2030-01-01", "reason": "Motie"}, {"value": "15"}, ("18", "15")),
    "value": (
        {"value": "30", "date": NEW_YEAR, "source": "Enquête", "reason": "Telfout"},
        {"value": "31"},
        ("30", "31"),
    ),
    "baseline": ({"value": "42", "date": "2020-01-01", "source": "Omnibusenquête"}, {"value": "44"}, ("42", "44")),
    "indicator": (
        {"name": "Geldzorgen", "unit": "%", "interval_months": "12", "is_key": "on"},
        {"name": "Rondkomen"},
        ("Geldzorgen", "Rondkomen"),
    ),
}


@pytest.mark.parametrize("what", FORMS)
def test_the_second_sees_both_and_keeps_what_was_typed(
    what: str, indicator: Indicator, one: Client, other: Client
) -> None:
    typed, differently, (first, second) = FORMS[what]
    address = address_of(what, indicator)
    seen = opened(one, address), opened(other, address)
    assert one.post(address, {**typed, "seen": seen[0]}).status_code == 302
    theirs = {**typed, **differently}
    told = other.post(address, {**theirs, "seen": seen[1]})
    page = told.content.decode()
    assert told.status_code == 412
    assert re.search(rf'data-label="Zoals het nu is">\s*{first}', page)
    assert re.search(rf'data-label="Wat u invulde">\s*{second}', page)
    assert f'value="{second}"' in page
    assert other.post(address, {**theirs, "seen": seen_in(page)}).status_code == 302
    assert f">{second}" in one.get(f"/indicators/{indicator.pk}").content.decode()


def test_nothing_of_the_first_is_lost(indicator: Indicator, one: Client, other: Client) -> None:
    address = address_of("target", indicator)
    typed, differently, _shown = FORMS["target"]
    one.post(address, {**typed, "seen": opened(one, address)})
    other.post(address, {**typed, **differently, "seen": opened(other, address)})
    values = Target.objects.filter(indicator=indicator).order_by("revision").values_list("value", flat=True)
    assert [int(value) for value in values] == [20, 18, 15]


def test_whoever_sets_a_target_beside_one_that_they_did_not_see_is_told(
    indicator: Indicator, one: Client, other: Client
) -> None:
    """The targets of an indicator are one path: the second looks at all of it before adding to it."""
    address, sent = f"/indicators/{indicator.pk}/targets", {"value": "30", "date": "2026-01-01"}
    seen = opened(one, address)
    typed, _differently, _shown = FORMS["target"]
    assert other.post(address_of("target", indicator), typed).status_code == 302
    told = one.post(address, {**sent, "seen": seen})
    page = told.content.decode()
    assert (told.status_code, "Iemand heeft dit gewijzigd" in page) == (412, True)
    assert one.post(address, {**sent, "seen": seen_in(page)}).status_code == 302


def test_a_day_has_one_value(indicator: Indicator, one: Client) -> None:
    """A second one would stand instead of the first, of which nobody would know."""
    sent = {"value": "31", "date": NEW_YEAR, "source": "Telling"}
    told = one.post(f"/indicators/{indicator.pk}/observations", sent)
    assert told.status_code == 400
    assert "Er is al een waarde van deze dag. Corrigeer die, en zeg waarom." in told.content.decode()
    assert Observation.objects.count() == 1
