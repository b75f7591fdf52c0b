"""Two people edit one thing: whoever comes second is shown both, and loses nothing of what they typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from django.test import Client

from programs.programs.actions import write_vision
from tenants.accounts.models import User
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import draft_program

Enter = Callable[[User], Client]


def seen_in(page: str) -> str:
    found = re.search(r'name="seen"(?: value="([^"]*)")?', page)
    assert found
    return found[1] or ""


def sent_by(page: str) -> dict[str, str]:
    """What the form of a page that asks sends by itself."""
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}


def test_the_second_writer_gets_both_texts_side_by_side(cast: Cast, signed_in: Enter) -> None:
    program = draft_program(cast.manager)
    manager, editor = signed_in(cast.manager), signed_in(cast.editor)
    address = f"/programs/{program.pk}/vision"
    form = {"horizon_year": "2050", "themes": ["social"], "principles": ""}
    nothing_yet = seen_in(manager.get(address).content.decode())
    assert editor.post(address, {**form, "story": "Groen en stil", "seen": nothing_yet}).status_code == 302
    answer = manager.post(address, {**form, "story": "Druk en levendig", "seen": nothing_yet})
    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Iemand heeft dit gewijzigd" in page
    assert "Groen en stil" in page
    assert page.count("Druk en levendig") == 2  # beside the other, and in the field
    assert program.visions.get().story == "Groen en stil"
    again = manager.post(address, {**form, "story": "Druk, levendig en groen", "seen": seen_in(page)})
    assert again.status_code == 302
    assert program.visions.get().story == "Druk, levendig en groen"


def test_whoever_says_nothing_of_what_they_saw_is_not_held_up(cast: Cast) -> None:
    program, by = draft_program(cast.manager), cast.manager.as_caller()
    for story in ("Eerst", "Daarna"):
        write_vision(program, horizon_year=2050, themes=["social"], story=story, by=by, on=TODAY)
    assert program.visions.get().story == "Daarna"


def test_a_version_that_never_was_is_not_the_present_one(cast: Cast, signed_in: Enter) -> None:
    program = draft_program(cast.manager)
    form = {"horizon_year": "2050", "themes": ["social"], "story": "x", "seen": "gisteren"}
    assert signed_in(cast.manager).post(f"/programs/{program.pk}/vision", form).status_code == 412
