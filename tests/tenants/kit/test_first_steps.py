"""The administrator of a new municipality sees what to do first, until all of it is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.mandates.models import Mandate
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast

HEADING = "Eerste stappen van een nieuwe gemeente"
Enter = Callable[[User], Client]


@pytest.fixture
def anna(cast: Cast, signed_in: Enter) -> Client:
    return signed_in(cast.administrator)


def front_page(client: Client) -> str:
    return client.get("/").content.decode()


def test_each_step_leads_to_where_it_is_done(anna: Client) -> None:
    page = front_page(anna)
    assert HEADING in page
    for path in ("/settings", "/areas/new", "/programs/new", "/mandates"):
        assert f'<a href="{path}">' in page
        assert anna.get(path).status_code == 200


def test_the_heading_counts_the_steps_while_nothing_else_waits(anna: Client) -> None:
    page = front_page(anna)
    steps = page.count("<br><small>", page.index(HEADING), page.index("</ol>", page.index(HEADING)))
    assert steps > 1
    assert f"<h1>Nog {steps} eerste stappen te zetten</h1>" in page
    assert "U bent bij" not in page


@pytest.mark.parametrize(("name", "letter"), [("'s-Gravenhage", "G"), ("Dordrecht", "D"), ("IJsselstein", "I")])
def test_the_badge_shows_the_letter_by_which_a_municipality_is_known(
    anna: Client, dordrecht: Municipality, name: str, letter: str
) -> None:
    Municipality.objects.filter(pk=dordrecht.pk).update(name=name)
    assert f'<i aria-hidden="true">{letter}</i>' in front_page(anna)


def test_what_is_done_is_no_link_any_more(anna: Client) -> None:
    assert '<a href="/users/invite">Nodig' not in front_page(anna)  # there are colleagues
    assert '<a href="/settings">Zeg' in front_page(anna)
    settings = {"contact_phone": "14 078", "must_use_mfa": "nobody", "adoption_recorded_by": "clerk"}
    anna.post("/settings", settings)
    assert '<a href="/settings">Zeg' not in front_page(anna)


def test_when_all_is_done_nothing_is_shown_and_nothing_asked(anna: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    anna.post("/settings", {"contact_phone": "14 078", "must_use_mfa": "nobody", "adoption_recorded_by": "clerk"})
    with monkeypatch.context() as all_there:
        for model in (Area, Program, Mandate):
            all_there.setattr(type(model.objects.all()), "exists", lambda rows: True)
        assert HEADING not in front_page(anna)
    assert HEADING not in front_page(anna)


def test_others_do_not_see_them(cast: Cast, signed_in: Enter) -> None:
    for who in (cast.manager, cast.clerk, cast.reader):
        assert HEADING not in front_page(signed_in(who))
