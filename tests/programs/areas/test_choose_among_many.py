"""Where many areas can be chosen, a form shows a few and finds the others by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from programs.areas.models import Area
from programs.programs.models import Program
from tenants.accounts.models import User
from tests.cast import Cast
from tests.programs.areas.things import some_area, some_area_anywhere

FORMS = ["/programs/new", "/mandates/new"]


@pytest.fixture
def client(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.administrator)


@pytest.fixture
def many() -> list[Area]:
    return [some_area_anywhere(f"Buurt {number:03}") for number in range(1, 61)]


def boxes(page: str) -> int:
    return page.count('type="checkbox" name="areas"')


@pytest.mark.parametrize("path", FORMS)
def test_a_few_are_all_shown(client: Client, cast: Cast, path: str) -> None:
    some_area(cast.manager)
    page = client.get(path).content.decode()
    assert boxes(page) == 1
    assert "areas_find" not in page


@pytest.mark.parametrize("path", FORMS)
def test_many_are_found_by_a_part_of_the_name(client: Client, many: list[Area], path: str) -> None:
    page = client.get(path).content.decode()
    assert boxes(page) == 40
    assert "Er zijn er 60" in page
    sent = {"step": "1", "title": "", "areas": [str(many[0].pk)], "areas_find": "T 05", "find": "areas"}
    found = client.post(path, sent)
    assert found.status_code == 200
    page = found.content.decode()
    assert boxes(page) == 11  # ten fifties, and what was ticked
    assert f'value="{many[0].pk}" id="id_areas_0" checked' in page.replace('class="', "").replace("  ", " ")
    assert "error-summary" not in page
    assert 'value="T 05"' in page


def test_what_was_found_is_saved_with_what_was_ticked_before(client: Client, many: list[Area]) -> None:
    chosen = [str(many[0].pk), str(many[59].pk)]
    sent = {"title": "Twee buurten", "kind": "ordinary", "areas": chosen, "areas_find": "060"}
    assert client.post("/programs/new", sent).status_code == 302
    assert set(Program.objects.get().areas.all()) == {many[0], many[59]}


def test_odd_things_are_looked_for_and_ticked(client: Client, many: list[Area]) -> None:
    sent = {"areas": ["x", "%", str(many[0].pk)], "areas_find": "%_\\" + "x" * 500, "find": "areas"}
    page = client.post("/programs/new", sent).content.decode()
    assert boxes(page) == 1
