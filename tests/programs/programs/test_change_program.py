"""A programme is put right, gets another area, or is handed over to another manager."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from programs.areas.actions import retire_area
from programs.programs.actions import change_program, move_program
from programs.programs.models import Program
from tenants.accounts.actions import change_roles
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.errors import Refused
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.programs.things import adopted_program, draft_program

Enter = Callable[[User], Client]


@pytest.fixture
def draft(cast: Cast) -> Program:
    return draft_program(cast.manager)


def address(program: Program) -> str:
    return f"/programs/{program.pk}/change"


def filled(program: Program, **changed: Any) -> dict[str, Any]:
    """The form as it comes, with something changed."""
    return {
        "title": program.title,
        "kind": program.kind,
        "areas": [str(area.pk) for area in program.areas.all()],
        "manager": str(program.manager_id or ""),
        "lead_organisation": program.lead_organisation,
        "summary": program.summary,
        **changed,
    }


def test_the_manager_puts_the_title_right(draft: Program, cast: Cast, signed_in: Enter) -> None:
    manager = signed_in(cast.manager)
    assert address(draft) in manager.get(f"/programs/{draft.pk}").content.decode()
    assert 'name="manager"' not in manager.get(address(draft)).content.decode()
    page = manager.post(address(draft), filled(draft, title="Wielwijk vooruit"), follow=True).content.decode()
    assert "Wielwijk vooruit" in page
    assert "Het programma is opgeslagen." in page
    draft.refresh_from_db()
    assert draft.manager == cast.manager
    assert Event.objects.get(name="program.changed").data["fields"] == ["title"]


def test_an_administrator_hands_it_over(draft: Program, cast: Cast, signed_in: Enter) -> None:
    administrator = signed_in(cast.administrator)
    assert "Een mandaat gaat niet mee." in administrator.get(address(draft)).content.decode()
    page = administrator.post(address(draft), filled(draft, manager=str(cast.other_manager.pk)), follow=True)
    assert f"{cast.other_manager} is nu de gebiedsmanager van dit programma." in page.content.decode()
    event = Event.objects.get(name="program.handed_over")
    assert event.data == {"fromManager": str(cast.manager.pk), "toManager": str(cast.other_manager.pk)}
    assert signed_in(cast.other_manager).get(address(draft)).status_code == 200
    assert signed_in(cast.manager).get(address(draft)).status_code == 403


def test_a_programme_without_a_manager_gets_one(cast: Cast, signed_in: Enter) -> None:
    program = draft_program(cast.editor)
    page = signed_in(cast.editor).post(address(program), filled(program, manager=str(cast.manager.pk)), follow=True)
    assert f"{cast.manager} is nu de gebiedsmanager" in page.content.decode()
    event = Event.objects.get(name="program.handed_over")
    assert event.data == {"fromManager": None, "toManager": str(cast.manager.pk)}


def test_a_manager_does_not_choose_a_successor(draft: Program, cast: Cast, signed_in: Enter) -> None:
    signed_in(cast.manager).post(address(draft), filled(draft, manager=str(cast.other_manager.pk)))
    draft.refresh_from_db()
    assert draft.manager == cast.manager
    asked = filled(draft, areas=list(draft.areas.all()), manager=cast.other_manager)
    with pytest.raises(Refused):
        change_program(draft, by=cast.manager.as_caller(), on=TODAY, **asked)


def test_a_manager_who_is_none_any_more_may_stay_until_there_is_another(
    draft: Program, cast: Cast, signed_in: Enter
) -> None:
    change_roles(cast.manager, ["reader"], by=cast.administrator.as_caller(), on=TODAY)
    answer = signed_in(cast.administrator).post(address(draft), filled(draft, summary="Wordt overgedragen."))
    assert answer.status_code == 302
    answer = signed_in(cast.administrator).post(address(draft), filled(draft, manager=str(cast.reader.pk)))
    assert answer.status_code == 400


def test_areas_come_and_go_and_the_history_tells_it(draft: Program, cast: Cast, signed_in: Enter) -> None:
    (before,) = draft.program_areas.all()
    other = some_area(cast.manager, "Crabbehof", "WK050508")
    signed_in(cast.manager).post(address(draft), filled(draft, areas=[str(other.pk)]))
    assert [area.name for area in draft.areas.all()] == ["Crabbehof"]
    assert History.objects.filter(row_id=before.pk, operation="DELETE").exists()
    assert Event.objects.get(name="program.changed").data["fields"] == ["areas"]


def test_an_area_out_of_use_stays_but_is_not_chosen_anew(draft: Program, cast: Cast, signed_in: Enter) -> None:
    manager, by = signed_in(cast.manager), cast.manager.as_caller()
    empty = some_area(cast.manager, "Crabbehof", "WK050508")
    type(empty).objects.filter(pk=empty.pk).update(valid_from="2024-01-01")
    retire_area(empty, by=by, on=TODAY, reason="Samengevoegd")
    areas = [str(area.pk) for area in draft.areas.all()]
    assert manager.post(address(draft), filled(draft, areas=[*areas, str(empty.pk)])).status_code == 400
    type(empty).objects.filter(pk__in=areas).update(valid_from="2024-01-01", valid_until="2024-08-01")
    assert manager.post(address(draft), filled(draft, summary="Toch verder")).status_code == 302


def test_nothing_changed_is_nothing_written(draft: Program, cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.manager).post(address(draft), filled(draft)).status_code == 302
    assert not Event.objects.filter(name="program.changed").exists()
    assert History.objects.of(draft).count() == 1


def test_what_the_council_knows_changes_with_a_reason(cast: Cast, signed_in: Enter) -> None:
    program, manager = adopted_program(cast.manager), signed_in(cast.manager)
    refused = manager.post(address(program), filled(program, title="Anders"))
    assert (refused.status_code, "Zeg waarom het verandert." in refused.content.decode()) == (400, True)
    program.refresh_from_db()
    assert program.title != "Anders"
    manager.post(address(program), filled(program, title="Anders", reason="Naam van de bewoners"))
    assert History.objects.of(program).latest("at").reason == "Naam van de bewoners"


@pytest.mark.parametrize("faulty", [{"title": ""}, {"kind": "none"}, {"areas": []}, {"areas": ["x"]}])
def test_bad_input_changes_nothing(draft: Program, cast: Cast, signed_in: Enter, faulty: dict[str, Any]) -> None:
    assert signed_in(cast.manager).post(address(draft), filled(draft, **faulty)).status_code == 400
    assert History.objects.of(draft).count() == 1


def test_others_do_not_change_it(draft: Program, cast: Cast, signed_in: Enter) -> None:
    assert signed_in(cast.other_manager).post(address(draft), filled(draft)).status_code == 403
    assert signed_in(cast.council_member).post(address(draft), filled(draft)).status_code == 404


def test_an_old_form_does_not_undo_a_handover(draft: Program, cast: Cast, signed_in: Enter) -> None:
    administrator = signed_in(cast.administrator)
    shown = administrator.get(address(draft)).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    assert seen
    old = filled(draft, title="Anders", seen=seen[1])
    handed_over = filled(draft, manager=str(cast.other_manager.pk), seen=seen[1])
    assert signed_in(cast.editor).post(address(draft), handed_over).status_code == 302
    answer = administrator.post(address(draft), old)
    assert (answer.status_code, "Iemand heeft dit gewijzigd" in answer.content.decode()) == (412, True)
    draft.refresh_from_db()
    assert draft.manager == cast.other_manager


def test_an_ended_programme_stays_as_it_is(draft: Program, cast: Cast, signed_in: Enter) -> None:
    move_program(draft, "dropped", by=System("test"), on=TODAY, reason="Zo besloten.")
    answer = signed_in(cast.manager).post(address(draft), filled(draft, title="Anders"))
    assert (answer.status_code, "blijft zoals het is" in answer.content.decode()) == (400, True)
