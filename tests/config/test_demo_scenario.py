"""The words of the demo fit the figures that ship with the project: no programme on a topic or region that is not there."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from config.demo import DAY
from config.demo.notebook import Notebook
from config.demo.progress import Progress
from config.demo.scenario import Stage, play
from config.demo.scenario.cities import CITIES
from config.demo.scenario.cities.model import City, Plan
from config.demo.scenario.municipalities import refuse_foreign
from config.demo.scenario.people import address_of
from config.demo.scenario.promises import REACHED
from config.services import ServiceError
from monitoring.public.statistics import shipped
from tenants.accounts.choices import Role
from tenants.kit.database import connection
from tenants.public.geography.importers import SHIPPED_REGIONS

PLANS = [(city, plan) for city in CITIES for plan in city.plans]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def topics() -> set[str]:
    return {row["code"] for row in rows(shipped.DATA / "topics.csv")}


@pytest.fixture(scope="module")
def periods() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows(Path(SHIPPED_REGIONS)):
        found.setdefault(row["code"], []).append((row["valid_from"], row["valid_until"] or "9999-12-31"))
    return found


@pytest.mark.parametrize(("city", "plan"), PLANS, ids=[plan.title for _, plan in PLANS])
def test_a_programme_stands_on_what_exists(
    city: City, plan: Plan, topics: set[str], periods: dict[str, list[tuple[str, str]]]
) -> None:
    day = plan.started.isoformat()
    measures = [measure for goal in plan.goals for measure in goal.measures]
    for code in {*plan.regions, *(measure.region for measure in measures)}:
        assert code[2:6] == city.code[2:6]
        assert any(start <= day < end for start, end in periods[code]), f"{code} does not exist on {day}"
    assert {measure.topic for measure in measures} <= topics
    assert {measure.region for measure in measures} <= set(plan.regions)
    assert all(measure.targets or measure.direction == "keep" for measure in measures)


@pytest.mark.parametrize(("city", "plan"), PLANS, ids=[plan.title for _, plan in PLANS])
def test_an_adopted_programme_has_all_it_needs(city: City, plan: Plan) -> None:
    if plan.adopted is None:
        assert not plan.promises, "a partner does not see a draft"
        return
    assert {source.kind for source in plan.sources} == {"statistics", "professionals", "residents"}
    assert all(plan.started <= source.date <= plan.adopted for source in plan.sources)
    assert plan.started < plan.adopted < DAY
    assert plan.horizon - plan.adopted.year >= 20
    assert "voorbeeld" in plan.reference


def test_promises_are_made_by_partners_and_reported_before_today() -> None:
    for city, plan in PLANS:
        outside = {partner.name for partner in city.partners if partner.kind != "municipal_department"}
        assert len(outside) >= 2, "each has a key"
        for promise in plan.promises:
            assert promise.partner in {partner.name for partner in city.partners}
            assert promise.start < promise.due
            assert all(date <= DAY for date, _, _ in promise.reports)
            assert bool(promise.reason) == (promise.ending in ("declined", "disputed"))
            assert promise.ending in REACHED


def test_every_municipality_shows_kept_late_and_waiting_promises() -> None:
    promises = [promise for _, plan in PLANS for promise in plan.promises]
    assert any(promise.ending == "running" and promise.due < DAY for promise in promises), "one is late"
    assert {"offered", "running", "delivered", "confirmed", "declined", "disputed"} <= {p.ending for p in promises}


@pytest.mark.usefixtures("dordrecht")
def test_a_municipality_that_is_not_the_demos_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADERWERK_HOME", str(tmp_path))
    connection.set_schema_to_public()
    said = StringIO()
    with pytest.raises(ServiceError, match="GM0505 that the demo did not make"):
        play("127.0.0.1", 8000, Progress(said), lambda: None)
    assert said.getvalue() == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("dordrecht")
def test_a_municipality_that_the_demo_made_is_gone_on_with(tmp_path: Path) -> None:
    connection.set_schema_to_public()
    stage = Stage("127.0.0.1", 8000, Progress(StringIO()), lambda: None, Notebook(tmp_path / "demo.json"))
    for city in CITIES:
        stage.notebook.password_of(address_of(Role.ADMINISTRATOR, city.name))
    refuse_foreign(stage, CITIES)
