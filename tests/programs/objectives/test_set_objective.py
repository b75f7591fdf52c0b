"""Setting objectives, by themselves and as parts of larger ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from programs.objectives.actions import set_objective
from programs.objectives.models import Objective
from programs.objectives.tree import in_tree_order
from programs.programs.actions import move_program
from tenants.accounts.models import User
from tenants.kit.errors import Conflict, Invalid
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import adopt, adopted_program, draft_program

SignedIn = Callable[[User], Client]
FORM = {"title": "Bewoners voelen zich gezonder", "theme": "social", "horizon": "long"}


@pytest.mark.parametrize(
    ("who", "status"),
    [("administrator", 302), ("manager", 302), ("editor", 302), ("other_manager", 403), ("steward", 403),
     ("council_member", 404), ("reader", 404)],
)  # fmt: skip
def test_whoever_edits_the_programme_sets_its_objectives(
    cast: Cast, signed_in: SignedIn, who: str, status: int
) -> None:
    program = draft_program(cast.manager)
    response = signed_in(getattr(cast, who)).post(f"/programs/{program.pk}/objectives/new", FORM)
    assert response.status_code == status
    assert Objective.objects.exists() == (status == 302)


def test_history_and_event_are_written(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    signed_in(cast.manager).post(f"/programs/{program.pk}/objectives/new", FORM)
    objective = Objective.objects.get()
    assert History.objects.of(objective).get().caller == f"user:{cast.manager.pk}"
    event = Event.objects.get(subject_id=str(objective.pk))
    assert event.name == "objective.set"
    assert event.data == {"programId": str(program.pk), "theme": "social"}


@pytest.mark.parametrize("changes", [{"title": ""}, {"theme": "magic"}, {"horizon": "never"}, {"parent": "x"}])
def test_what_is_wrong_is_refused(cast: Cast, signed_in: SignedIn, changes: dict[str, str]) -> None:
    program = draft_program(cast.manager)
    form = {**FORM, **changes}
    assert signed_in(cast.manager).post(f"/programs/{program.pk}/objectives/new", form).status_code == 400
    assert not Objective.objects.exists()


def test_the_action_tells_what_the_form_tells(cast: Cast) -> None:
    """All at once, by the names of the fields and with codes that stay."""
    with pytest.raises(Invalid) as refused:
        set_objective(
            draft_program(cast.manager), title=" ", theme="magic", horizon="never", explanation="x" * 5001,
            by=cast.manager.as_caller(), on=TODAY,
        )  # fmt: skip
    assert {error.field: error.code for error in refused.value.errors} == {
        "title": "required",
        "theme": "invalid",
        "horizon": "invalid",
        "explanation": "too_long",
    }
    assert "Zeg in één zin wat er anders wordt." in str(refused.value)


def test_a_part_belongs_to_the_same_programme(cast: Cast) -> None:
    by = cast.manager.as_caller()
    larger = set_objective(draft_program(cast.manager), title="Gezond", theme="social", by=by, on=TODAY)
    with pytest.raises(Invalid) as refused:
        set_objective(
            draft_program(cast.manager, "Anders"), title="Bewegen", theme="social", by=by, parent=larger, on=TODAY
        )
    assert [error.field for error in refused.value.errors] == ["parent"]


def test_a_closed_programme_gets_no_new_objectives(cast: Cast) -> None:
    program = draft_program(cast.manager)
    move_program(program, "dropped", by=cast.manager.as_caller(), on=TODAY, reason="Zo besloten.")
    with pytest.raises(Conflict):
        set_objective(program, title="Te laat", theme="social", by=cast.manager.as_caller(), on=TODAY)


def test_the_council_s_programme_gets_another_one_with_a_reason_that_the_dashboard_tells(
    cast: Cast, signed_in: SignedIn, visitor: Client
) -> None:
    program = adopted_program(cast.manager)
    client, address = signed_in(cast.manager), f"/programs/{program.pk}/objectives/new"
    assert 'name="reason"' in client.get(address).content.decode()
    form = {**FORM, "title": "Iedereen komt rond"}
    refused = client.post(address, form)
    assert (refused.status_code, program.objectives.count()) == (400, 1)
    with pytest.raises(Invalid) as told:
        set_objective(program, title="Stil erbij", theme="social", by=cast.manager.as_caller(), on=TODAY)
    assert [error.field for error in told.value.errors] == ["reason"]
    assert client.post(address, {**form, "reason": "Motie 12"}).status_code == 302
    made = program.objectives.get(title="Iedereen komt rond")
    assert History.objects.of(made).get().reason == "Motie 12"
    page = visitor.get(f"/dashboard/programs/{program.pk}").content.decode()
    assert "Iedereen komt rond: doel toegevoegd op 1 september 2024" in page
    assert "Motie 12" in page
    assert f"/programs/{program.pk}/objectives#objective-{made.pk}" in page


def test_a_plan_owes_no_reason(cast: Cast, signed_in: SignedIn, visitor: Client) -> None:
    program = draft_program(cast.manager)
    client = signed_in(cast.manager)
    assert 'name="reason"' not in client.get(f"/programs/{program.pk}/objectives/new").content.decode()
    client.post(f"/programs/{program.pk}/objectives/new", FORM)
    adopt(program, cast.manager)
    assert "toegevoegd op" not in visitor.get(f"/dashboard/programs/{program.pk}").content.decode()


def test_parts_stand_below_what_they_are_part_of(cast: Cast, signed_in: SignedIn) -> None:
    program, by = draft_program(cast.manager), cast.manager.as_caller()
    health = set_objective(program, title="Gezond", theme="social", by=by, on=TODAY)
    set_objective(program, title="Veilig", theme="safety", by=by, on=TODAY)
    walking = set_objective(program, title="Lopen", theme="physical", by=by, parent=health, horizon="medium", on=TODAY)
    set_objective(program, title="Paden", theme="physical", by=by, parent=walking, horizon="short", on=TODAY)
    rows = in_tree_order(list(Objective.objects.in_order()))
    assert [(depth, row.title) for depth, row in rows] == [(0, "Veilig"), (0, "Gezond"), (1, "Lopen"), (2, "Paden")]
    assert "onderdeel van: Gezond" in signed_in(cast.manager).get(f"/programs/{program.pk}/objectives").content.decode()


def test_an_empty_list_says_what_an_objective_is_for(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    page = signed_in(cast.manager).get(f"/programs/{program.pk}/objectives").content.decode()
    assert "Nog geen doelen" in page
    assert f"/programs/{program.pk}/objectives/new" in page
