"""The administrator of a new municipality sees what to do first, until all of it is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.mandates.models import Mandate
from programs.programs.models import Program
from tenants.accounts.models import User
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
