"""What waits for the manager of a programme."""

from __future__ import annotations

from programs.programs.waiting import VISIONS
from tenants.kit.waiting import waiting_for
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import adopted_program, draft_program, draft_vision


def test_the_next_step_of_each_programme_waits_for_its_manager(cast: Cast) -> None:
    adopted_program(cast.manager, "Klaar")
    draft_program(cast.manager, "Nog niets")
    draft_vision(draft_program(cast.manager, "Half"), cast.manager, sources=("statistics", "professionals"))
    draft_vision(draft_program(cast.manager, "Heel"), cast.manager)
    waiting = waiting_for(cast.manager.as_caller(), TODAY, limit=10, sources=[VISIONS])
    found = [(str(item.title), str(item.note)) for item, _late in waiting.first]
    assert sorted(found) == [
        ("Leg de visie van Heel voor aan de raad", ""),
        ("Maak de visie van Half af", "er is nog geen bron van bewoners"),
        ("Schrijf de visie van Nog niets", ""),
    ]
    assert waiting.count == 3
    assert waiting_for(cast.other_manager.as_caller(), TODAY, limit=10, sources=[VISIONS]).count == 0
