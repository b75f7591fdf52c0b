"""The manager says where an indicator starts and where it must go."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from monitoring.indicators.actions import add_indicator, revise_target, set_baseline, set_target
from monitoring.indicators.models import Baseline, Indicator, Target
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import some_indicator, with_path
from tests.programs.areas.things import some_area
from tests.programs.objectives.things import some_objective
from tests.programs.programs.things import draft_program

START = dt.date(2020, 1, 1)
END = dt.date(2030, 1, 1)


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def program(manager: Caller) -> Program:
    return draft_program(manager)


def baseline(of: Indicator, by: Caller, value: str = "40", **changes: Any) -> Baseline:
    given: dict[str, Any] = {"value": Decimal(value), "date": START, "source": "Enquête"} | changes
    return set_baseline(of, by=by, on=TODAY, **given)


def test_an_indicator_is_added_with_history_and_event(program: Program, manager: Caller) -> None:
    made = some_indicator(program, manager, objective=some_objective(program, manager))
    assert (made.name, made.unit, made.is_official) == ("Moeite met rondkomen", "%", False)
    assert Event.objects.filter(name="indicator.added", subject_id=str(made.pk)).count() == 1
    assert History.objects.filter(row_id=made.pk, operation="INSERT").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"direction": ""}, "direction"),
        ({"direction": "sideways"}, "direction"),
        ({"low": Decimal(1)}, "low"),
        ({"direction": "range", "low": Decimal(1)}, "high"),
        ({"direction": "range", "low": Decimal(2), "high": Decimal(1)}, "low"),
        ({"tolerance": Decimal("-0.1")}, "tolerance"),
        ({"tolerance": Decimal(5)}, "tolerance"),
        ({"tolerance": Decimal("NaN")}, "tolerance"),
        ({"interval_months": -1}, "interval_months"),
    ],
)
def test_a_wrong_indicator_is_refused_at_its_field(
    program: Program, manager: Caller, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        some_indicator(program, manager, **changes)
    assert [error.field for error in refused.value.errors] == [field]
    assert not Indicator.objects.exists()


def test_an_objective_of_another_programme_is_refused(program: Program, manager: Caller) -> None:
    other = draft_program(manager, "Ander programma", areas=[some_area(manager, "Crabbehof")])
    with pytest.raises(Invalid):
        some_indicator(program, manager, objective=some_objective(other, manager))


def test_whoever_only_reads_adds_nothing(program: Program, cast: Cast) -> None:
    with pytest.raises(Refused):
        some_indicator(program, cast.reader.as_caller())


def test_a_baseline_may_be_set_again_until_adoption(program: Program, manager: Caller) -> None:
    made = some_indicator(program, manager)
    baseline(made, manager, "41")
    assert baseline(made, manager, "40").value == 40
    assert Baseline.objects.filter(indicator=made).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": TODAY + dt.timedelta(days=1)}, "date"),
        ({"source": " "}, "source"),
        ({"value": Decimal("inf")}, "value"),
    ],
)
def test_a_wrong_baseline_is_refused_at_its_field(
    program: Program, manager: Caller, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        baseline(some_indicator(program, manager), manager, **changes)
    assert [error.field for error in refused.value.errors] == [field]


def test_a_target_on_the_wrong_side_is_refused_on_entry(program: Program, manager: Caller) -> None:
    made = some_indicator(program, manager, direction="up")
    baseline(made, manager, "60")
    with translation.override("en"), pytest.raises(Invalid) as refused:
        set_target(made, value=Decimal(50), date=END, by=manager, on=TODAY)
    assert [(error.field, error.code) for error in refused.value.errors] == [("value", "wrong_side")]
    assert "wrong side of the baseline of 60" in str(refused.value)


def test_a_target_before_the_baseline_or_twice_on_a_day_is_refused(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    for date in (dt.date(2019, 1, 1), END):
        with pytest.raises(Invalid) as refused:
            set_target(made, value=Decimal(30), date=date, by=manager, on=TODAY)
        assert [error.field for error in refused.value.errors] == ["date"]


def test_a_target_needs_a_baseline_first(program: Program, manager: Caller) -> None:
    with pytest.raises(Conflict):
        set_target(some_indicator(program, manager), value=Decimal(30), date=END, by=manager, on=TODAY)


def test_a_baseline_beyond_the_target_is_refused(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    with pytest.raises(Invalid):
        baseline(made, manager, "10")
    assert Baseline.objects.get(indicator=made).value == 40


def test_a_revision_needs_a_reason_and_keeps_the_old_target(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    old = made.targets.get()
    with pytest.raises(Invalid):
        revise_target(old, value=Decimal(25), reason=" ", by=manager, on=TODAY)
    new = revise_target(old, value=Decimal(25), reason="De rijksbijdrage viel weg.", by=manager, on=TODAY)
    old.refresh_from_db()
    assert (old.superseded_on, new.revision, new.revises_id) == (TODAY, 2, old.pk)
    assert list(made.targets.in_force()) == [new]
    with pytest.raises(Conflict):
        revise_target(old, value=Decimal(30), reason="Nog eens.", by=manager, on=TODAY)


def test_the_database_keeps_a_superseded_target(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    old = made.targets.get()
    revise_target(old, value=Decimal(25), reason="Nieuw inzicht", by=manager, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=old.pk).update(value=1)


def test_an_official_topic_needs_a_region(program: Program, manager: Caller) -> None:
    from monitoring.public.statistics.models import Topic

    topic = Topic(pk=1, code="x", name_nl="X", unit="%", interval_months=48)
    with pytest.raises(Invalid) as refused:
        add_indicator(program, direction="up", topic=topic, by=manager, on=TODAY)
    assert [error.field for error in refused.value.errors] == ["region"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Het doel 50,25 ligt aan de verkeerde kant van de nulmeting 60,5 voor de richting “omhoog”."),
        ("en", "The target of 50.25 is on the wrong side of the baseline of 60.5 for the direction “up”."),
    ],
)
def test_a_refusal_is_written_as_its_reader_writes(program: Program, manager: Caller, language: str, said: str) -> None:
    made = some_indicator(program, manager, direction="up")
    baseline(made, manager, "60.5")
    with translation.override(language), pytest.raises(Invalid, match=re.escape(said)):
        set_target(made, value=Decimal("50.25"), date=END, by=manager, on=TODAY)
    with (
        translation.override(language),
        pytest.raises(Invalid, match={"nl": "1 januari 2020", "en": "1 January 2020"}[language]),
    ):
        set_target(made, value=Decimal(70), date=dt.date(2019, 1, 1), by=manager, on=TODAY)
