"""An objective is put right or taken out again, as long as that may be."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from monitoring.indicators.actions import add_indicator
from programs.objectives.actions import remove_objective, set_objective
from programs.objectives.models import Objective
from programs.programs.actions import move_program
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.kit.errors import Conflict
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import adopted_program, draft_program

Enter = Callable[[User], Client]
AFTER = {"title": "Bewoners voelen zich gezond", "theme": "social", "horizon": "long", "parent": "", "explanation": ""}


@pytest.fixture
def draft(cast: Cast) -> Program:
    return draft_program(cast.manager)


@pytest.fixture
def objective(draft: Program, cast: Cast) -> Objective:
    return set_objective(
        draft, title="Bewoners voelen zich gezonter", theme="social", by=cast.manager.as_caller(), on=TODAY
    )


@pytest.fixture
def manager(cast: Cast, signed_in: Enter) -> Client:
    return signed_in(cast.manager)


def address(objective: Objective, what: str = "change") -> str:
    return f"/objectives/{objective.pk}/{what}"


def test_a_typing_error_is_put_right(manager: Client, objective: Objective) -> None:
    shown = manager.get(f"/programs/{objective.program_id}/objectives").content.decode()
    assert address(objective) in shown
    form = manager.get(address(objective)).content.decode()
    assert "gezonter" in form
    assert 'name="reason"' not in form
    page = manager.post(address(objective), AFTER, follow=True).content.decode()
    assert "Bewoners voelen zich gezond<" in page
    assert History.objects.of(objective).count() == 2
    assert Event.objects.get(name="objective.changed").data["fields"] == ["title"]


def test_nothing_changed_is_nothing_written(manager: Client, objective: Objective) -> None:
    assert manager.post(address(objective), {**AFTER, "title": objective.title}).status_code == 302
    assert History.objects.of(objective).count() == 1
    assert not Event.objects.filter(name="objective.changed").exists()


def test_what_the_council_knows_changes_with_a_reason_that_the_dashboard_tells(
    manager: Client, cast: Cast, visitor: Client
) -> None:
    objective = adopted_program(cast.manager).objectives.get()
    refused = manager.post(address(objective), AFTER)
    assert refused.status_code == 400
    assert "De raad kent het zoals het was. Zeg waarom het verandert." in refused.content.decode()
    objective.refresh_from_db()
    assert objective.title != AFTER["title"]
    assert manager.post(address(objective), {**AFTER, "reason": "Duidelijker"}).status_code == 302
    assert History.objects.of(objective).latest("at").reason == "Duidelijker"
    # A second change does not hide the first.
    assert manager.post(address(objective), {**AFTER, "theme": "safety", "reason": "Ander thema"}).status_code == 302
    page = visitor.get(f"/dashboard/programs/{objective.program_id}").content.decode()
    assert re.search("gezond: anders verwoord op .*, het was “Bewoners voelen zich gezonder”", page)
    assert "Bewoners voelen zich gezond: gewijzigd op" in page
    assert "Duidelijker" in page
    assert "Ander thema" in page


@pytest.mark.parametrize("faulty", [{"title": " "}, {"theme": "weather"}, {"horizon": "ever"}, {"parent": "x"}])
def test_bad_input_changes_nothing(manager: Client, objective: Objective, faulty: dict[str, str]) -> None:
    assert manager.post(address(objective), {**AFTER, **faulty}).status_code == 400
    assert History.objects.of(objective).count() == 1


def test_all_that_is_wrong_is_told_at_once(manager: Client, cast: Cast) -> None:
    """What the form sees, what the row's rule says, and the reason that is owed."""
    program = adopted_program(cast.manager)
    objective, by = program.objectives.get(), cast.manager.as_caller()
    part = set_objective(program, title="Deel", theme="social", parent=objective, by=by, on=TODAY, reason="Motie 1")
    wrong = {**AFTER, "title": "\u200b", "theme": "weather", "parent": str(part.pk), "explanation": "x" * 5001}
    page = manager.post(address(objective), wrong).content.decode()
    for told in (
        "Zeg in één zin wat er anders wordt.",
        "Kies een thema uit de lijst.",
        "Een doel kan geen deel van zichzelf zijn.",
        "Gebruik hoogstens 5.000 tekens.",
        "De raad kent het zoals het was. Zeg waarom het verandert.",
    ):
        assert told in page


def test_a_name_is_kept_as_it_can_be_seen(manager: Client, objective: Objective) -> None:
    written = {
        **AFTER,
        "title": " Gezond\u00ad\u200b in de\u000bE\u0301landstraat ",
        "explanation": "Eerst\r\nen dan\u000bdit.",
    }
    assert manager.post(address(objective), written).status_code == 302
    objective.refresh_from_db()
    assert (objective.title, objective.explanation) == ("Gezond in de Élandstraat", "Eerst\nen dan\ndit.")


def test_an_objective_is_no_part_of_itself(manager: Client, objective: Objective, draft: Program, cast: Cast) -> None:
    by = cast.manager.as_caller()
    part = set_objective(draft, title="Deel", theme="social", parent=objective, by=by, on=TODAY)
    smaller = set_objective(draft, title="Kleiner deel", theme="social", parent=part, by=by, on=TODAY)
    answer = manager.post(address(objective), {**AFTER, "parent": str(smaller.pk)})
    assert answer.status_code == 400
    assert "Een doel kan geen deel van zichzelf zijn." in answer.content.decode()
    assert manager.post(address(objective), {**AFTER, "parent": str(objective.pk)}).status_code == 400
    assert manager.post(address(smaller), {**AFTER, "parent": str(objective.pk)}).status_code == 302


def test_a_mistake_is_taken_out(manager: Client, objective: Objective) -> None:
    page = manager.post(address(objective, "removal"), follow=True).content.decode()
    assert "Het doel is verwijderd." in page
    assert not Objective.objects.exists()
    assert History.objects.filter(row_id=objective.pk, operation="DELETE").exists()
    assert manager.post(address(objective, "removal")).status_code == 404


def test_an_objective_that_is_measured_stays(manager: Client, objective: Objective, draft: Program, cast: Cast) -> None:
    add_indicator(
        draft, name="Ervaren gezondheid", unit="%", direction="up", objective=objective,
        by=cast.manager.as_caller(), on=TODAY,
    )  # fmt: skip
    answer = manager.post(address(objective, "removal"))
    assert answer.status_code == 400
    assert "Ervaren gezondheid" in answer.content.decode()
    assert Objective.objects.exists()


def test_what_the_council_decided_on_stays(manager: Client, cast: Cast) -> None:
    program = adopted_program(cast.manager)
    objective = program.objectives.get()
    assert address(objective, "removal") not in manager.get(f"/programs/{program.pk}/objectives").content.decode()
    assert manager.post(address(objective, "removal")).status_code == 400


def test_whoever_does_not_edit_the_programme_changes_nothing(
    objective: Objective, cast: Cast, signed_in: Enter, visitor: Client
) -> None:
    assert signed_in(cast.other_manager).post(address(objective), AFTER).status_code == 403
    assert signed_in(cast.other_manager).post(address(objective, "removal")).status_code == 403
    assert visitor.post(address(objective), AFTER).status_code == 404
    assert signed_in(cast.council_member).get(address(objective)).status_code == 404


def test_an_ended_programme_keeps_its_objectives(
    manager: Client, objective: Objective, draft: Program, cast: Cast
) -> None:
    move_program(draft, "dropped", by=cast.manager.as_caller(), on=TODAY, reason="Zo besloten.")
    assert manager.post(address(objective), AFTER).status_code == 400
    with pytest.raises(Conflict):
        remove_objective(objective, by=cast.manager.as_caller(), on=TODAY)
