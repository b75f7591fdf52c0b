"""Writing a vision and founding it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from programs.programs.actions import add_phase, add_source, write_vision
from programs.programs.models import Phase, Vision, VisionSource
from tenants.accounts.models import User
from tenants.kit.errors import Invalid
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import adopted_program, draft_program, draft_vision

SignedIn = Callable[[User], Client]
STORY = {"story": "In 2044 wil men hier wonen.", "horizon_year": "2044", "themes": ["social", "safety"]}


def test_a_vision_is_written_and_written_on(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    client = signed_in(cast.manager)
    assert client.post(f"/programs/{program.pk}/vision", STORY).status_code == 302
    client.post(f"/programs/{program.pk}/vision", {**STORY, "principles": "Bewoners eerst."})
    vision = Vision.objects.get()
    assert (vision.version, vision.horizon_year, vision.themes) == (1, 2044, ["social", "safety"])
    assert vision.principles == "Bewoners eerst."
    assert [change.operation for change in History.objects.of(vision)] == ["INSERT", "UPDATE"]
    written = Event.objects.filter(name="vision.written", subject_id=str(vision.pk)).values_list("data", flat=True)
    assert list(written) == [{"programId": str(program.pk), "version": 1}] * 2


@pytest.mark.parametrize(
    ("year", "fine"), [("2034", True), ("2033", False), ("2199", True), ("2200", False), ("", False), ("later", False)]
)
def test_a_horizon_is_ten_years_away_or_more(cast: Cast, signed_in: SignedIn, year: str, fine: bool) -> None:
    program = draft_program(cast.manager)
    response = signed_in(cast.manager).post(f"/programs/{program.pk}/vision", {**STORY, "horizon_year": year})
    assert response.status_code == (302 if fine else 400)
    assert Vision.objects.exists() == fine


def test_the_refusal_names_the_first_year_that_will_do(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    response = signed_in(cast.manager).post(f"/programs/{program.pk}/vision", {**STORY, "horizon_year": "2030"})
    assert "Kies een horizon van 2034 of later" in response.content.decode()


def test_a_new_version_begins_with_what_the_council_adopted(cast: Cast, signed_in: SignedIn) -> None:
    program = adopted_program(cast.manager)
    adopted = program.visions.get()
    page = signed_in(cast.manager).get(f"/programs/{program.pk}/vision").content.decode()
    assert adopted.story in page
    assert f'value="{adopted.horizon_year}"' in page
    assert re.findall(r'name="themes" value="(\w+)"[^>]* checked', page) == adopted.themes


def test_a_first_vision_has_no_theme_until_somebody_chooses_one(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.manager).get(f"/programs/{draft_program(cast.manager).pk}/vision").content.decode()
    assert 'name="themes"' in page
    assert " checked" not in page
    assert "zonder dit verhaal besluit de raad niet" in page


def test_a_new_version_follows_an_adopted_one(cast: Cast, signed_in: SignedIn) -> None:
    program = adopted_program(cast.manager)
    signed_in(cast.manager).post(f"/programs/{program.pk}/vision", {**STORY, "horizon_year": "2050"})
    assert list(program.visions.order_by("version").values_list("version", "status", "horizon_year")) == [
        (1, "adopted", 2044),
        (2, "draft", 2050),
    ]


def test_a_source_is_added_and_removed(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    vision = draft_vision(program, cast.manager, sources=())
    client = signed_in(cast.manager)
    form = {"kind": "residents", "description": "Gesprekken in drie flats.", "date": "2024-04-02", "who": "bewoners"}
    assert client.post(f"/programs/{program.pk}/sources", form).status_code == 302
    source = VisionSource.objects.get()
    assert (source.kind, source.date) == ("residents", dt.date(2024, 4, 2))
    event = Event.objects.get(name="vision.source_added", subject_id=str(vision.pk))
    assert event.data["programId"] == str(vision.program_id)
    assert client.post(f"/programs/{program.pk}/sources/{source.pk}/removal").status_code == 302
    assert not VisionSource.objects.exists()
    assert [change.operation for change in History.objects.filter(row_id=source.pk).order_by("id")] == [
        "INSERT",
        "DELETE",
    ]


@pytest.mark.parametrize(
    "changes", [{"date": "2024-09-02"}, {"kind": "rumour"}, {"description": " "}, {"date": "31-02-2024"}]
)
def test_a_source_that_cannot_be_is_refused(cast: Cast, signed_in: SignedIn, changes: dict[str, str]) -> None:
    program = draft_program(cast.manager)
    draft_vision(program, cast.manager, sources=())
    form = {"kind": "residents", "description": "Gesprekken.", "date": "2024-04-02", **changes}
    assert signed_in(cast.manager).post(f"/programs/{program.pk}/sources", form).status_code == 400
    assert not VisionSource.objects.exists()


def test_a_source_needs_a_vision(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    assert signed_in(cast.manager).get(f"/programs/{program.pk}/sources").status_code == 409


@pytest.mark.parametrize(("first", "last", "fine"), [(2024, 2030, True), (2030, 2029, False), (2040, 2045, False)])
def test_a_phase_lies_within_the_horizon(cast: Cast, signed_in: SignedIn, first: int, last: int, fine: bool) -> None:
    program = draft_program(cast.manager)
    draft_vision(program, cast.manager)
    form = {"title": "Ontmoeten", "from_year": first, "until_year": last}
    response = signed_in(cast.manager).post(f"/programs/{program.pk}/phases", form)
    assert response.status_code == (302 if fine else 400)
    assert Phase.objects.exists() == fine
    assert Event.objects.filter(name="vision.phase_added").exists() == fine


@pytest.mark.parametrize(
    ("first", "last", "fine"),
    [(2024, 2027, False), (2028, 2029, False), (2020, 2040, False), (2030, 2035, False), (2031, 2035, True)],
)
def test_phases_that_overlap_are_refused_with_the_neighbour_beside(
    cast: Cast, signed_in: SignedIn, first: int, last: int, fine: bool
) -> None:
    """A phase lasts until the end of its last year."""
    program = draft_program(cast.manager)
    vision = draft_vision(program, cast.manager)
    add_phase(vision, title="Ontmoeten", from_year=2026, until_year=2030, by=cast.manager.as_caller(), on=TODAY)
    form = {"title": "Vernieuwen", "from_year": first, "until_year": last}
    answer = signed_in(cast.manager).post(f"/programs/{program.pk}/phases", form)
    page = answer.content.decode()
    assert (answer.status_code, Phase.objects.count()) == ((302, 2) if fine else (400, 1))
    assert ("De fase “Ontmoeten” duurt van 2026 tot en met 2030." in page) is not fine
    assert fine or f'value="{first}"' in page


def test_a_phase_is_removed(cast: Cast, signed_in: SignedIn) -> None:
    program = draft_program(cast.manager)
    phase = add_phase(
        draft_vision(program, cast.manager), title="Ontmoeten", from_year=2024, until_year=2030,
        by=cast.manager.as_caller(),
        on=TODAY,
    )  # fmt: skip
    signed_in(cast.manager).post(f"/programs/{program.pk}/phases/{phase.pk}/removal")
    assert not Phase.objects.exists()


def test_every_fault_is_told_at_once(cast: Cast) -> None:
    program = draft_program(cast.manager)
    by = cast.manager.as_caller()
    with pytest.raises(Invalid) as refused:
        write_vision(program, horizon_year=2030, themes=["magic"], story="", by=by, on=TODAY)
    assert [error.field for error in refused.value.errors] == ["themes", "horizon_year"]
    vision = draft_vision(program, cast.manager, sources=())
    with pytest.raises(Invalid) as refused:
        add_source(vision, kind="x", description="", date=dt.date(2030, 1, 1), by=by, on=TODAY)
    assert [error.field for error in refused.value.errors] == ["kind", "description", "date"]
