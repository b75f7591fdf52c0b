"""There is one judgement of an indicator, stored with what it rests on, and every page shows that one with its day."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.db import transaction
from django.test import Client
from django.utils.module_loading import import_string
from django_tenants.utils import schema_context
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.plugin import DjangoDbBlocker

from monitoring.indicators import actions, rules
from monitoring.indicators.models import Indicator, Judgement
from monitoring.indicators.questions import official_figures
from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.models import Topic
from monitoring.public.statistics.shipped import shipped_files
from programs.programs.models import Program
from tenants.kit.caller import Caller, System
from tenants.public.geography.models import Region
from tenants.public.municipalities.models import Municipality
from tests import cast as people
from tests.at_once import at_once
from tests.cast import Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.programs.programs.things import adopt, draft_program

NIGHT = TODAY + dt.timedelta(days=1)


@pytest.fixture
def manager(cast: Cast) -> Caller:
    return cast.manager.as_caller()


@pytest.fixture
def program(manager: Caller) -> Program:
    return draft_program(manager)


@pytest.fixture
def indicator(program: Program, manager: Caller) -> Indicator:
    made = with_path(program, manager)
    record(made, manager, 32)
    adopt(program, manager)
    return made


def record(of: Indicator, by: Caller, value: float, day: dt.date = dt.date(2024, 1, 1)) -> None:
    actions.record_observation(of, value=Decimal(str(value)), date=day, source="Enquête", by=by, on=TODAY)


def outcome_of(indicator: Indicator) -> str:
    return Judgement.objects.get(indicator=indicator).outcome


def everywhere(client: Client, indicator: Indicator) -> list[str]:
    """Every page that shows it."""
    addresses = (
        f"/indicators/{indicator.pk}",
        f"/programs/{indicator.program_id}/indicators",
        f"/dashboard/programs/{indicator.program_id}",
        "/dashboard",
    )
    return [client.get(address).content.decode() for address in addresses]


def test_all_pages_say_the_same_as_soon_as_a_value_is_recorded(
    visitor: Client, indicator: Indicator, manager: Caller
) -> None:
    assert all("op koers" in page for page in everywhere(visitor, indicator))
    record(indicator, manager, 45, dt.date(2024, 8, 1))
    pages = everywhere(visitor, indicator)
    assert all("verslechtert" in page for page in pages)
    assert not any("op koers</span>" in page for page in pages)


CHANGES: dict[str, tuple[Callable[[Indicator, Caller], Any], str]] = {
    "a target is revised": (
        lambda indicator, by: actions.revise_target(
            indicator.targets.get(), value=Decimal(5), reason="De raad wil meer", by=by, on=TODAY
        ),
        "behind",
    ),
    "a milestone is added": (
        lambda indicator, by: actions.set_target(
            indicator, value=Decimal(22), date=dt.date(2024, 2, 1), reason="Motie 12", by=by, on=TODAY
        ),
        "behind",
    ),
    "the interval gets shorter": (
        lambda indicator, by: actions.change_indicator(
            indicator, name=indicator.name, objective=None, is_key=True, interval_months=1, reason="Elke maand", by=by,
            on=TODAY,
        ),
        "stale",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("deed", "outcome"), CHANGES.values(), ids=CHANGES)
def test_it_is_judged_again_when(
    indicator: Indicator, manager: Caller, deed: Callable[[Indicator, Caller], Any], outcome: str
) -> None:
    assert outcome_of(indicator) == "on_track"
    deed(indicator, manager)
    assert outcome_of(indicator) == outcome


def test_it_is_judged_again_when_a_baseline_is_set_anew(program: Program, manager: Caller) -> None:
    made = with_path(program, manager)
    record(made, manager, 32)
    actions.set_baseline(made, value=Decimal(31), date=dt.date(2020, 1, 1), source="Telling", by=manager, on=TODAY)
    assert outcome_of(made) == "worsening"


def test_it_is_judged_again_when_official_figures_are_published(
    program: Program,
    manager: Caller,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    bring_topics_up_to_date()
    import_file("rivm-50090ned", _lines_of(2012, tmp_path))
    made = _hardship(program, manager)
    assert outcome_of(made) == "no_data"
    # Eager tasks run at once, but not those that are sent by name.
    monkeypatch.setattr(current_app, "send_task", lambda name: import_string(name)())
    with schema_context("public"), django_capture_on_commit_callbacks(execute=True):
        import_file("rivm-50090ned", _lines_of(2020, tmp_path))
    assert outcome_of(made) == "on_track"
    assert Judgement.objects.get(indicator=made).latest_value == Decimal("21.2")


def _hardship(program: Program, manager: Caller) -> Indicator:
    made = actions.add_indicator(
        program,
        topic=Topic.objects.get(code="difficulty-making-ends-meet"),
        region=Region.objects.valid_on(TODAY).get(code="WK050507"),
        direction="down",
        by=manager,
        on=TODAY,
    )
    actions.set_official_baseline(made, period=2012, by=manager, on=TODAY)
    actions.set_target(made, value=Decimal(20), date=dt.date(2035, 1, 1), by=manager, on=TODAY)
    return made


def _lines_of(year: int, folder: Path) -> Path:
    """The header of the shipped file and its lines of one year."""
    (shipped,) = shipped_files("rivm-50090ned")
    header, *lines = gzip.decompress(shipped.read_bytes()).decode().splitlines(keepends=True)
    file = folder / f"{year}.csv"
    file.write_text(header + "".join(line for line in lines if f";{year}JJ00;" in line))
    return file


def test_it_is_shown_with_the_day_it_holds_for(visitor: Client, indicator: Indicator) -> None:
    assert all("eoordeeld op 1 september 2024" in page for page in everywhere(visitor, indicator)[::2])
    actions.judge_indicators(by=System("judgement"), on=NIGHT)
    assert all("eoordeeld op 2 september 2024" in page for page in everywhere(visitor, indicator)[::2])


def test_no_page_judges(visitor: Client, indicator: Indicator, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> None:
        raise AssertionError("A page judged.")

    for name in ("judge", "forecast", "explain"):
        monkeypatch.setattr(rules, name, refuse)
    assert all("op koers" in page for page in everywhere(visitor, indicator))


def test_two_values_at_one_moment_are_both_judged(
    own_municipality: Municipality, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        by = people.present().manager.as_caller()
        made = with_path(Program.objects.create(title="Samen", started_on=TODAY, manager_id=by.id), by)
        deeds = [lambda day=day: record(made, by, 30, dt.date(2024, 1, day)) for day in range(1, 5)]
        assert at_once(own_municipality, *deeds) == [None] * 4
        judgement = Judgement.objects.get(indicator=made)
    assert (judgement.outcome, judgement.latest_date) == ("on_track", dt.date(2024, 1, 4))


def test_figures_that_are_published_while_it_is_judged_are_not_missed(
    program: Program, manager: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_topics_up_to_date()
    import_file("rivm-50090ned", _lines_of(2012, tmp_path))
    hardship = _hardship(program, manager)

    def read_and_be_overtaken(indicators: list[Indicator]) -> Any:
        found = official_figures(indicators)
        elsewhere: Any = transaction.atomic()
        elsewhere._from_testcase = True  # stands for another process, whose transaction is its own
        with elsewhere:
            import_file("rivm-50090ned", _lines_of(2020, tmp_path))
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("monitoring.indicators.actions.judge.official_figures", read_and_be_overtaken)
        actions.set_target(hardship, value=Decimal(18), date=dt.date(2040, 1, 1), by=manager, on=TODAY)
    actions.judge_indicators(by=System("night"), on=TODAY)
    assert Judgement.objects.get(indicator=hardship).latest_date == dt.date(2020, 7, 1)
