"""Every night all indicators are judged; a change of outcome is an event."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from monitoring.indicators.actions import judge_indicators, record_observation
from monitoring.indicators.models import Indicator, Judgement, Judging, Observation
from monitoring.indicators.tasks import judge_indicators as task
from programs.programs.models import Program
from tenants.kit.caller import Caller, System
from tenants.kit.errors import Invalid, Refused
from tenants.outbox.models import Event
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import some_indicator, with_path
from tests.programs.programs.things import draft_program

SYSTEM = System("judgement")


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def program(manager: Caller) -> Program:
    return draft_program(manager)


def observe(
    of: Indicator, by: Caller, value: float, day: dt.date = dt.date(2024, 1, 1), on: dt.date = TODAY, **more: Any
) -> Observation:
    return record_observation(of, value=Decimal(str(value)), date=day, source="Enquête", by=by, on=on, **more)


def test_an_indicator_gets_its_judgement(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    observe(made, manager, 32)
    tally = judge_indicators(by=SYSTEM, on=TODAY)
    judgement = Judgement.objects.get(indicator=made)
    assert (tally.outcomes, tally.changed, tally.unmeasured) == ({"on_track": 1}, 0, 0)
    assert (judgement.outcome, judgement.achieved, judgement.latest_value) == ("on_track", Decimal("0.4"), Decimal(32))
    assert judgement.sentence("nl-nl").startswith("8 van de 20 procentpunten gehaald op weg van 40% naar 20%")
    assert judgement.sentence("en").startswith("8 of 20 percentage points gained")


def test_only_a_change_of_outcome_is_told(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    for later, value in enumerate((32, 31, 45)):
        observe(made, manager, value, dt.date(2024, 1, 1 + later), on=TODAY + dt.timedelta(days=later))
    told = [event.data for event in Event.objects.filter(name="indicator.judged").order_by("created_at")]
    assert [(each["was"], each["outcome"]) for each in told] == [
        (None, "no_data"), ("no_data", "on_track"), ("on_track", "worsening"),
    ]  # fmt: skip
    judgement = Judgement.objects.get(indicator=made)
    assert (judgement.changed_from, judgement.changed_on) == ("on_track", TODAY + dt.timedelta(days=2))


def test_what_came_and_went_within_a_day_is_no_change(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    observe(made, manager, 32)
    observe(made, manager, 45, dt.date(2024, 1, 2), on=TODAY + dt.timedelta(days=1))
    observe(made, manager, 32, dt.date(2024, 1, 3), on=TODAY + dt.timedelta(days=1))
    judgement = Judgement.objects.get(indicator=made)
    assert (judgement.outcome, judgement.changed_from) == ("on_track", "on_track")


def test_a_night_that_finds_nothing_otherwise_writes_nothing(program: Program, manager: Caller) -> None:
    observe(with_path(program, manager), manager, 32)
    written, told = Judgement.objects.get().updated_at, Event.objects.count()
    night = TODAY + dt.timedelta(days=1)
    assert judge_indicators(by=SYSTEM, on=night).outcomes == {"on_track": 1}
    assert (Judgement.objects.get().updated_at, Event.objects.count()) == (written, told)
    assert Judging.objects.get().day == night


def test_the_night_finds_what_the_day_alone_made_otherwise(program: Program, manager: Caller) -> None:
    """A value of 1 January 2024, expected every year, is too old from 2 July 2025 on."""
    observe(with_path(program, manager), manager, 32)
    last, first = dt.date(2025, 7, 1), dt.date(2025, 7, 2)
    assert Judgement.objects.get().stands_until == last
    assert judge_indicators(by=SYSTEM, on=last).outcomes == {"on_track": 1}
    tally = judge_indicators(by=SYSTEM, on=first)
    assert (tally.outcomes, tally.changed) == ({"stale": 1}, 1)
    assert Judgement.objects.get().previous_outcome == "on_track"


@pytest.mark.parametrize(
    "table", ["indicators_indicator", "indicators_baseline", "indicators_target", "indicators_judgement"]
)
def test_the_night_finds_what_was_changed_behind_its_back(program: Program, manager: Caller, table: str) -> None:
    """A repair in the database, or a rule of another version: whatever a judgement rests on, it is judged again."""
    observe(with_path(program, manager), manager, 32)
    change = "rule_version = '0'" if table == "indicators_judgement" else "updated_at = now() + interval '1 s'"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")
    written = Judgement.objects.get().updated_at
    judge_indicators(by=SYSTEM, on=TODAY)
    assert Judgement.objects.get().updated_at > written


def test_an_indicator_without_a_path_is_counted_and_not_judged(program: Program, manager: Caller) -> None:
    some_indicator(program, manager)
    assert judge_indicators(by=SYSTEM, on=TODAY).unmeasured == 1
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("many", [1, 20])
@pytest.mark.parametrize("anew", [False, True], ids=["nothing is otherwise", "all of it anew"])
def test_the_number_of_queries_is_that_of_one_indicator(
    program: Program, manager: Caller, many: int, anew: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        observe(with_path(program, manager, name=f"Indicator {number}"), manager, 32)
    if anew:
        Judgement.objects.all().delete()
    with django_assert_num_queries(15 if anew else 7):
        judge_indicators(by=SYSTEM, on=TODAY)


def test_the_task_judges_the_municipality_it_runs_in(program: Program, manager: Caller) -> None:
    observe(with_path(program, manager), manager, 20)
    assert task()["outcomes"] == {"achieved": 1}


def test_a_reader_starts_no_judging(cast: Cast) -> None:
    with pytest.raises(Refused):
        judge_indicators(by=cast.reader.as_caller(), on=TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": TODAY + dt.timedelta(days=1)}, "date"),
        ({"low": Decimal(30)}, "high"),
        ({"low": Decimal(33), "high": Decimal(35)}, "value"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    program: Program, manager: Caller, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        observe(some_indicator(program, manager), manager, 32, **changes)
    assert [error.field for error in refused.value.errors] == [field]


def test_the_steward_records_values_and_a_reader_does_not(program: Program, manager: Caller, cast: Cast) -> None:
    made = some_indicator(program, manager)
    assert observe(made, cast.steward.as_caller(), 32).value == 32
    with pytest.raises(Refused):
        observe(made, cast.reader.as_caller(), 32)


def test_a_recorded_value_stays(program: Program, manager: Caller) -> None:
    seen = observe(some_indicator(program, manager), manager, 32)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(pk=seen.pk).update(value=1)
