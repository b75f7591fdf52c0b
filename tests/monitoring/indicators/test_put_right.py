"""What was entered wrongly is corrected or withdrawn with a reason; the old stays to be seen, and counts no more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from monitoring.indicators import actions
from monitoring.indicators.models import Indicator, Judgement, Observation, Target
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.programs.programs.things import adopt, draft_program

SEEN = dt.date(2024, 1, 1)


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def indicator(manager: Caller) -> Indicator:
    """Adopted, from 40 to 20, measured 45: it goes the wrong way."""
    made = with_path(draft_program(manager), manager)
    actions.record_observation(made, value=Decimal(45), date=SEEN, source="Enquête", by=manager, on=TODAY)
    adopt(made.program, manager)
    return Indicator.objects.get(pk=made.pk)


@pytest.fixture
def client(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.manager)


def page(client: Client, indicator: Indicator) -> str:
    return client.get(f"/indicators/{indicator.pk}").content.decode()


def outcome_of(indicator: Indicator) -> str:
    return Judgement.objects.get(indicator=indicator).outcome


def test_a_value_is_corrected_and_the_old_one_stays_to_be_seen(client: Client, indicator: Indicator) -> None:
    old = indicator.observations.get()
    address = f"/indicators/{indicator.pk}/observations/{old.pk}/correction"
    assert address in page(client, indicator)
    asked = client.get(address).content.decode()
    assert 'value="45"' in asked
    given = {"value": "32", "date": "2024-01-01", "source": "Enquête", "reason": "Twee cijfers omgewisseld"}
    assert client.post(address, given | {"reason": ""}).status_code == 400
    assert client.post(address, given).status_code == 302
    assert outcome_of(indicator) == "on_track"
    found = page(client, indicator)
    assert "45% van 1 januari 2024, gecorrigeerd op 1 september 2024" in found
    assert "Twee cijfers omgewisseld" in found
    assert Event.objects.filter(name="indicator.observation_corrected", subject_id=str(indicator.pk)).count() == 1
    assert History.objects.of(old).latest("id").reason == "Twee cijfers omgewisseld"


def test_a_value_is_withdrawn_and_counts_no_more(client: Client, indicator: Indicator) -> None:
    old = indicator.observations.get()
    address = f"/indicators/{indicator.pk}/observations/{old.pk}/withdrawal"
    assert "45% van 1 januari 2024 telt niet meer mee" in client.get(address).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 400
    assert client.post(address, {"reason": "Verkeerde wijk"}).status_code == 302
    assert outcome_of(indicator) == "no_data"
    assert "45% van 1 januari 2024, ingetrokken op 1 september 2024" in page(client, indicator)


def test_what_was_withdrawn_is_not_withdrawn_or_corrected_again(indicator: Indicator, manager: Caller) -> None:
    old = indicator.observations.get()
    actions.withdraw_observation(old, reason="Verkeerde wijk", by=manager, on=TODAY)
    with pytest.raises(Conflict):
        actions.withdraw_observation(old, reason="Nog eens", by=manager, on=TODAY)
    with pytest.raises(Conflict):
        actions.correct_observation(
            old, value=Decimal(30), date=SEEN, source="Enquête", reason="Nog eens", by=manager, on=TODAY
        )
    assert Observation.objects.get().withdrawn_because == "Verkeerde wijk"


@pytest.mark.parametrize(
    "change", [{"value": 1}, {"withdrawn_on": SEEN, "withdrawn_because": "x", "value": 1}, {"source": "x"}]
)
def test_the_database_lets_nothing_but_a_withdrawal_happen(indicator: Indicator, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(**change)
    Observation.objects.update(withdrawn_on=TODAY, withdrawn_because="Verkeerde wijk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(withdrawn_because="Een andere reden")


def test_a_target_in_between_is_withdrawn(client: Client, indicator: Indicator, manager: Caller) -> None:
    made = actions.set_target(
        indicator, value=Decimal(35), date=dt.date(2026, 1, 1), reason="Motie 12", by=manager, on=TODAY
    )
    address = f"/indicators/{indicator.pk}/targets/{made.pk}/withdrawal"
    assert address in page(client, indicator)
    assert client.post(address, {"reason": "Motie 14"}).status_code == 302
    assert Target.objects.in_force().count() == 1
    found = page(client, indicator)
    assert "ingetrokken doel" in found
    assert "Motie 14" in found
    assert client.post(address, {"reason": "Motie 15"}).status_code == 400


def test_the_only_target_that_the_council_decided_on_stays(indicator: Indicator, manager: Caller) -> None:
    with pytest.raises(Conflict):
        actions.withdraw_target(indicator.targets.get(), reason="Weg ermee", by=manager, on=TODAY)


def test_without_its_target_a_plan_is_not_judged(manager: Caller) -> None:
    made = with_path(draft_program(manager), manager)
    assert outcome_of(made) == "no_data"
    actions.withdraw_target(made.targets.get(), reason="Vergissing", by=manager, on=TODAY)
    assert not Judgement.objects.exists()


def test_others_put_nothing_right(indicator: Indicator, cast: Cast, signed_in: Callable[[User], Client]) -> None:
    seen, target = indicator.observations.get(), indicator.targets.get()
    for what in (
        f"observations/{seen.pk}/correction",
        f"observations/{seen.pk}/withdrawal",
        f"targets/{target.pk}/withdrawal",
    ):
        assert signed_in(cast.council_member).post(f"/indicators/{indicator.pk}/{what}").status_code == 403


# ── After the council has decided ────────────────────────────────────────────
def test_a_target_is_added_after_adoption_with_a_reason_that_the_dashboard_tells(
    client: Client, visitor: Client, indicator: Indicator
) -> None:
    """Otherwise a target in between would turn "getting worse" into "on track" without anybody seeing it."""
    address = f"/indicators/{indicator.pk}/targets"
    given = {"value": "46", "date": "2024-02-01"}
    assert "Waarom komt dit erbij?" in client.get(address).content.decode()
    given = {"value": "39", "date": "2025-02-01"}
    assert client.post(address, given).status_code == 400
    assert indicator.targets.count() == 1
    assert client.post(address, given | {"reason": "Motie 12 van de raad"}).status_code == 302
    found = visitor.get(f"/dashboard/programs/{indicator.program_id}").content.decode()
    assert "Moeite met rondkomen: doel toegevoegd op 1 september 2024, 39% in 2025" in found
    assert "Motie 12 van de raad" in found
    assert History.objects.of(indicator.targets.latest("created_at")).get().reason == "Motie 12 van de raad"


def test_an_indicator_is_added_after_adoption_with_a_reason(
    client: Client, visitor: Client, indicator: Indicator
) -> None:
    address = f"/programs/{indicator.program_id}/indicators/new-own"
    given = {"name": "Stoeptegels", "direction": "up", "interval_months": 12}
    assert client.post(address, given).status_code == 400
    assert client.post(address, given | {"reason": "De raad vroeg erom"}).status_code == 302
    found = visitor.get(f"/dashboard/programs/{indicator.program_id}").content.decode()
    assert "Stoeptegels: toegevoegd op 1 september 2024" in found
    assert "De raad vroeg erom" in found


def test_everything_that_changes_afterwards_is_told(visitor: Client, indicator: Indicator, manager: Caller) -> None:
    made: dict[str, Any] = {"by": manager, "on": TODAY}
    actions.revise_target(indicator.targets.get(), value=Decimal(25), reason="Minder geld", **made)
    seen = indicator.observations.get()
    new = actions.correct_observation(seen, value=Decimal(44), date=SEEN, source="E", reason="Typefout", **made)
    actions.withdraw_observation(new, reason="Verkeerde wijk", **made)
    found = visitor.get(f"/dashboard/programs/{indicator.program_id}").content.decode()
    for told in (
        "doel herzien op 1 september 2024, nu 25% in 2030",
        "waarde van 2024 gecorrigeerd op 1 september 2024, die was 45%",
        "waarde van 2024 ingetrokken op 1 september 2024, die was 44%",
        "Minder geld",
        "Typefout",
        "Verkeerde wijk",
    ):
        assert told in found


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "Komt niet rond"}, "Komt niet rond: anders verwoord op .*, het was “Moeite met rondkomen”"),
        ({"is_key": False}, "Moeite met rondkomen: telt niet meer mee voor de uitkomst sinds"),
        ({"interval_months": 24}, "Moeite met rondkomen: gewijzigd op"),
    ],
)
def test_an_indicator_changes_with_a_reason_that_the_dashboard_tells(
    client: Client, visitor: Client, indicator: Indicator, changed: dict[str, Any], told: str
) -> None:
    """Otherwise what goes wrong could be left out of the outcome without anybody seeing it."""
    before: dict[str, Any] = {
        "name": indicator.name, "objective": "", "is_key": "on", "unit": "%", "interval_months": 12,
    }  # fmt: skip
    form = {**before, **changed}
    form = {name: value for name, value in form.items() if value is not False}
    assert client.post(f"/indicators/{indicator.pk}/change", form).status_code == 400
    assert client.post(f"/indicators/{indicator.pk}/change", {**form, "reason": "Motie 13"}).status_code == 302
    found = visitor.get(f"/dashboard/programs/{indicator.program_id}").content.decode()
    assert re.search(told, found)
    assert "Motie 13" in found


def test_a_plan_needs_no_reasons(client: Client, visitor: Client, manager: Caller) -> None:
    program: Program = draft_program(manager)
    address = f"/programs/{program.pk}/indicators/new-own"
    assert "Waarom komt dit erbij?" not in client.get(address).content.decode()
    given = {"name": "Stoeptegels", "direction": "up", "interval_months": 12}
    assert client.post(address, given).status_code == 302
    assert "Veranderd sinds" not in client.get(f"/dashboard/programs/{program.pk}").content.decode()
