"""Two people at one vision: whoever acts on what a colleague has just replaced is told, and decides anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from programs.programs.actions import (
    add_phase,
    propose_vision,
    remove_phase,
    remove_source,
    take_back_vision,
    write_vision,
)
from programs.programs.models import Program, Vision
from tenants.accounts.models import User
from tenants.kit.errors import NotFound
from tenants.outbox.models import Event
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import adopted_program, draft_program, draft_vision
from tests.tenants.kit.test_come_second import seen_in, sent_by

Enter = Callable[[User], Client]
DECISION = {"decision_reference": "RB-2024-031", "decided_on": "2024-06-25"}
TOLD = "Iemand heeft dit gewijzigd"


@pytest.fixture
def vision(cast: Cast) -> Vision:
    return draft_vision(draft_program(cast.manager), cast.manager)


def link(client: Client, vision: Vision, to: str) -> str:
    """Where a button on the page of the vision leads, as it stands there at this moment."""
    page = client.get(f"/programs/{vision.program_id}").content.decode()
    found = re.search(rf'href="(/programs/{vision.program_id}/{to}[^"]*)"', page)
    assert found, to
    return unescape(found[1])


def rewrite(vision: Vision, cast: Cast) -> None:
    """A colleague takes it back, if it was proposed, writes something else, and proposes it again."""
    by = cast.editor.as_caller()
    was_proposed = vision.is_proposed
    if was_proposed:
        take_back_vision(vision, by=by, on=TODAY)
    write_vision(vision.program, horizon_year=2050, themes=["social"], story="Heel anders.", by=by, on=TODAY)
    if was_proposed:
        propose_vision(vision, by=by, on=TODAY)


@pytest.mark.parametrize("is_proposed", [False, True], ids=["propose", "take back"])
def test_nobody_moves_a_text_that_a_colleague_replaced(
    cast: Cast, signed_in: Enter, vision: Vision, is_proposed: bool
) -> None:
    if is_proposed:
        vision = propose_vision(vision, by=cast.manager.as_caller(), on=TODAY)
    client = signed_in(cast.manager)
    address = link(client, vision, "proposal")
    rewrite(vision, cast)
    answer = client.post(address, sent_by(client.get(address).content.decode()))
    page = answer.content.decode()
    assert (answer.status_code, TOLD in page) == (412, True)
    vision.refresh_from_db()
    assert vision.is_proposed is is_proposed
    assert client.post(address, sent_by(page)).status_code == 302  # they have looked, and want it all the same
    vision.refresh_from_db()
    assert vision.is_proposed is not is_proposed


def test_the_clerk_does_not_record_a_decision_on_another_text(cast: Cast, signed_in: Enter, vision: Vision) -> None:
    vision = propose_vision(vision, by=cast.manager.as_caller(), on=TODAY)
    clerk = signed_in(cast.clerk)
    address = link(clerk, vision, "adoption")
    seen = {"seen": seen_in(clerk.get(address).content.decode())}
    rewrite(vision, cast)
    page = clerk.post(address, {**DECISION, **seen})
    assert (page.status_code, TOLD in page.content.decode()) == (412, True)
    assert not Vision.objects.adopted().exists()
    assert clerk.post(address, {**DECISION, "seen": seen_in(page.content.decode())}).status_code == 302


def test_what_it_rests_on_belongs_to_what_was_seen(cast: Cast, signed_in: Enter, vision: Vision) -> None:
    client, by = signed_in(cast.manager), cast.editor.as_caller()
    address = link(client, vision, "proposal")
    add_phase(vision, title="Later", from_year=2030, until_year=2040, by=by, on=TODAY)
    answer = client.post(address, sent_by(client.get(address).content.decode()))
    assert (answer.status_code, TOLD in answer.content.decode()) == (412, True)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        ("sources", {"kind": "residents", "description": "Uit de buurt.", "who": "", "date": "2024-03-14"}),
        ("phases", {"title": "Eerst", "from_year": "2025", "until_year": "2029"}),
    ],
)
def test_whoever_adds_a_part_second_is_told(
    cast: Cast, signed_in: Enter, vision: Vision, part: str, fields: dict[str, str]
) -> None:
    client, address = signed_in(cast.manager), f"/programs/{vision.program_id}/{part}"
    seen = {"seen": seen_in(client.get(address).content.decode())}
    add_phase(vision, title="Later", from_year=2030, until_year=2040, by=cast.editor.as_caller(), on=TODAY)
    answer = client.post(address, {**fields, **seen})
    page = answer.content.decode()
    assert (answer.status_code, TOLD in page) == (412, True)
    assert client.post(address, {**fields, "seen": seen_in(page)}).status_code == 302


@pytest.mark.parametrize("to", ["running", "closed"])
def test_nobody_moves_a_programme_that_a_colleague_changed(cast: Cast, signed_in: Enter, to: str) -> None:
    program = adopted_program(cast.manager)
    client, address = signed_in(cast.manager), f"/programs/{program.pk}/status"
    seen = {"to": to, "reason": "Zo besloten", "seen": program.updated_at.isoformat()}
    program.save_changes(summary="Een ander programma")
    assert client.post(address, seen).status_code == 412
    assert Program.objects.get().status == "adopted"


def test_what_two_people_remove_is_told_once(cast: Cast, vision: Vision) -> None:
    """Both have the page open that asks; the second presses its button too."""
    by = cast.manager.as_caller()
    add_phase(vision, title="Later", from_year=2030, until_year=2040, by=by, on=TODAY)
    source, same_source = (vision.sources.all()[0] for _person in range(2))
    phase, same_phase = (vision.phases.get() for _person in range(2))
    remove_source(source, by=by, on=TODAY)
    remove_phase(phase, by=by, on=TODAY)
    with pytest.raises(NotFound, match="Iemand heeft deze bron"):
        remove_source(same_source, by=by, on=TODAY)
    with pytest.raises(NotFound, match="Iemand heeft deze fase"):
        remove_phase(same_phase, by=by, on=TODAY)
    told = Event.objects.filter(name__endswith="_removed").values_list("name", flat=True)
    assert sorted(told) == ["vision.phase_removed", "vision.source_removed"]
