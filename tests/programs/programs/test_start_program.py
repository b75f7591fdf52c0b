"""Starting a programme, and moving it on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from programs.programs.actions import move_program
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.kit.fields import moment_of
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.programs.things import adopted_program, draft_program

SignedIn = Callable[[User], Client]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 302),
        ("manager", 302),
        ("editor", 302),
        ("steward", 403),
        ("clerk", 403),
        ("council_member", 403),
        ("reader", 403),
    ],
)
def test_a_programme_is_started_by_whoever_works_on_them(
    cast: Cast, signed_in: SignedIn, who: str, status: int
) -> None:
    area = some_area(cast.manager)
    form = {"title": "Wielwijk op eigen kracht", "kind": "focus", "areas": [area.pk]}
    response = signed_in(getattr(cast, who)).post("/programs/new", form)
    assert response.status_code == status
    assert Program.objects.exists() == (status == 302)


def test_a_manager_starts_it_for_themselves(cast: Cast, signed_in: SignedIn) -> None:
    area = some_area(cast.manager)
    form = {"title": "Wielwijk", "kind": "ordinary", "areas": [area.pk], "manager": cast.other_manager.pk}
    signed_in(cast.manager).post("/programs/new", form)
    program = Program.objects.get()
    assert (program.manager_id, program.status, program.started_on) == (cast.manager.pk, "draft", TODAY)
    assert list(program.areas.all()) == [area]


def test_an_editor_names_the_manager(cast: Cast, signed_in: SignedIn) -> None:
    area = some_area(cast.manager)
    form = {"title": "Wielwijk", "kind": "ordinary", "areas": [area.pk], "manager": cast.other_manager.pk}
    signed_in(cast.editor).post("/programs/new", form)
    assert Program.objects.get().manager_id == cast.other_manager.pk


def test_the_action_refuses_what_the_form_hides(cast: Cast) -> None:
    with pytest.raises(Refused):
        draft_program(cast.manager, manager=cast.other_manager)
    with pytest.raises(Invalid):
        draft_program(cast.editor, manager=cast.reader)


def test_history_and_event_are_written(cast: Cast) -> None:
    program = draft_program(cast.manager)
    assert History.objects.of(program).get().caller == f"user:{cast.manager.pk}"
    event = Event.objects.get(subject_id=str(program.pk))
    assert event.name == "program.started"


@pytest.mark.parametrize("changes", [{"title": ""}, {"areas": []}, {"kind": "x"}, {"title": "a" * 161}])
def test_nothing_half_is_stored(cast: Cast, signed_in: SignedIn, changes: dict[str, object]) -> None:
    area = some_area(cast.manager)
    form = {"title": "Wielwijk", "kind": "ordinary", "areas": [area.pk], **changes}
    assert signed_in(cast.manager).post("/programs/new", form).status_code == 400
    assert not Program.objects.exists()


def test_without_an_area_the_page_says_to_make_one(cast: Cast, signed_in: SignedIn) -> None:
    assert "/areas/new" in signed_in(cast.manager).get("/programs/new").content.decode()
    assert "/areas/new" in signed_in(cast.manager).get("/programs").content.decode()


@pytest.mark.parametrize(
    ("to", "fine"), [("dropped", True), ("proposed", False), ("closed", False), ("adopted", False), ("x", False)]
)
def test_a_draft_moves_only_where_it_may(cast: Cast, to: str, fine: bool) -> None:
    program = draft_program(cast.manager)
    if fine:
        assert move_program(program, to, by=cast.manager.as_caller(), on=TODAY, reason="Zo besloten.").status == to
        assert Event.objects.get(name="program.status_changed").data == {"before": "draft", "after": to}
    else:
        with pytest.raises(Conflict):
            move_program(program, to, by=cast.manager.as_caller(), on=TODAY)


def test_the_work_starts_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    program = adopted_program(cast.manager)
    response = signed_in(cast.manager).post(
        f"/programs/{program.pk}/status", {"to": "running", "seen": moment_of(program)}
    )
    program.refresh_from_db()
    assert (response.status_code, program.status) == (302, "running")
    assert signed_in(cast.manager).post(f"/programs/{program.pk}/status", {"to": "draft"}).status_code == 409


def test_closing_a_programme_says_what_comes_of_it_and_asks_why(cast: Cast, signed_in: SignedIn) -> None:
    program, client = adopted_program(cast.manager), signed_in(cast.manager)
    address = f"/programs/{program.pk}/status"
    assert "blijft openbaar" in client.get(f"{address}?to=closed").content.decode()
    assert client.post(address, {"to": "closed"}).status_code == 400
    program.refresh_from_db()
    assert program.status == "adopted"
    assert client.post(address, {"to": "closed", "reason": "Doel bereikt"}).status_code == 302
    assert History.objects.of(program).latest("at").reason == "Doel bereikt"
    assert client.post(address, {"to": "running"}).status_code == 409
    assert client.get(f"{address}?to=running").status_code == 302
    assert signed_in(cast.other_manager).post(f"/programs/{program.pk}/status", {"to": "closed"}).status_code == 403


@pytest.mark.parametrize("same", ["WIELWIJK", " wielwijk ", "Wïelwijk", "Wiel\u200bwijk"])
def test_a_title_is_there_once_as_long_as_its_programme_runs(cast: Cast, signed_in: SignedIn, same: str) -> None:
    client, area = signed_in(cast.manager), some_area(cast.manager)
    form = {"title": "Wielwijk", "kind": "ordinary", "areas": [area.pk]}
    client.post("/programs/new", form)
    again = client.post("/programs/new", {**form, "title": same})
    assert (again.status_code, "Er is al een programma met deze titel." in again.content.decode()) == (400, True)
    move_program(Program.objects.get(), "dropped", by=cast.manager.as_caller(), on=TODAY, reason="Te vroeg.")
    assert client.post("/programs/new", {**form, "title": same}).status_code == 302
