"""The form of a mandate asks in five steps, then shows all answers once more."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from programs.mandates.models import Mandate
from tenants.accounts.models import User
from tests.cast import Cast
from tests.programs.areas.things import some_area

NEW = "/mandates/new"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')


@pytest.fixture
def client(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(cast.administrator)


@pytest.fixture
def steps(cast: Cast) -> list[dict[str, Any]]:
    """What is filled in on each page."""
    return [
        {"manager": str(cast.manager.pk), "areas": [str(some_area(cast.manager).pk)]},
        {"kinds": ["spend", "commission"], "ceiling_per_decision": "50.000", "ceiling_per_year": "€ 300.000,00"},
        {"valid_from": "2024-09-01", "valid_until": "31-12-2027"},
        {"step_1_who": "role:administrator", "step_1_days": "7"},
        {"presence": "Dinsdag in het buurthuis"},
    ]


def hidden_in(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page):
        found.setdefault(name, []).append(unescape(value))
    return found


def send(client: Client, page: str, **filled: Any) -> Any:
    return client.post(NEW, {**hidden_in(page), **filled})


def walk(client: Client, steps: list[dict[str, Any]]) -> str:
    page = client.get(NEW).content.decode()
    for filled in steps:
        page = send(client, page, **filled).content.decode()
    return page


def test_from_the_first_question_to_the_mandate(client: Client, steps: list[dict[str, Any]]) -> None:
    first = client.get(NEW).content.decode()
    assert "stap 1 van 5" in first
    assert 'name="kinds"' not in first.replace('type="hidden" name="kinds"', "")
    review = walk(client, steps)
    assert not Mandate.objects.exists()
    for told in ("Mira Gebied", "geld uitgeven", "31 december 2027", "Dinsdag in het buurthuis", "€\u00a0300.000"):
        assert told in review
    done = send(client, review)
    assert done.status_code == 302
    mandate = Mandate.objects.get()
    assert mandate.kinds == ["spend", "commission"]
    assert mandate.ceiling_per_year == 300_000
    assert mandate.presence == "Dinsdag in het buurthuis"


def test_a_fault_stops_at_its_own_page(client: Client, steps: list[dict[str, Any]]) -> None:
    page = walk(client, steps[:1])
    answer = send(client, page, kinds=["spend"], ceiling_per_decision="veel", ceiling_per_year="5")
    assert answer.status_code == 400
    told = answer.content.decode()
    assert "stap 2 van 5" in told
    assert 'value="veel"' in told
    # What is asked on later pages is no fault yet.
    assert "step_1_who" not in re.sub(r'<input type="hidden"[^>]*>', "", told)


def test_back_keeps_what_was_filled_in(client: Client, steps: list[dict[str, Any]]) -> None:
    page = walk(client, steps[:2])
    back = send(client, page, go="2", valid_until="onzin").content.decode()
    assert "stap 2 van 5" in back
    assert 'value="50.000"' in back
    assert hidden_in(back)["valid_until"] == ["onzin"]
    assert "error-summary" not in back


def test_an_answer_can_be_changed_from_the_review(client: Client, steps: list[dict[str, Any]]) -> None:
    review = walk(client, steps)
    asked = send(client, review, go="4").content.decode()
    assert "stap 4 van 5" in asked
    assert 'value="7"' in asked


def test_what_the_action_refuses_is_shown_where_it_was_asked(
    client: Client, cast: Cast, steps: list[dict[str, Any]]
) -> None:
    review = walk(client, [*steps[:2], {"valid_from": "2024-09-01", "valid_until": "2024-08-01"}, *steps[3:]])
    answer = send(client, review, step="6", valid_from="2024-09-01", valid_until="2024-08-01")
    assert answer.status_code == 400
    assert "stap 3 van 5" in answer.content.decode()


@pytest.mark.parametrize(
    ("number", "filled", "told"),
    [
        (2, {"ceiling_per_year": "10.000"}, "De grens per jaar kan niet lager"),
        (3, {"valid_until": "2024-08-01"}, "ten minste één dag"),
        (3, {"deputy_from": "2024-10-01"}, "Kies de vervanger van wie"),
        (4, {"step_1_who": "user:{manager}"}, "kan niet antwoorden"),
    ],
)
def test_answers_that_do_not_go_together_stop_at_their_own_page(
    client: Client, cast: Cast, steps: list[dict[str, Any]], number: int, filled: dict[str, str], told: str
) -> None:
    filled = {name: value.format(manager=cast.manager.pk) for name, value in filled.items()}
    page = walk(client, steps[: number - 1])
    answer = send(client, page, **{**steps[number - 1], **filled})
    content = answer.content.decode()
    assert (answer.status_code, f"stap {number} van 5" in content) == (400, True)
    assert any(f'href="#id_{name}"' in content for name in (*filled, "deputy"))
    assert told in unescape(content)
    assert re.search("<title>Fout: (?!Fout)", content)


def test_a_list_that_must_be_answered_does_not_begin_with_nobody(client: Client, steps: list[dict[str, Any]]) -> None:
    page = walk(client, steps[:3])
    assert re.search(r'<select name="step_1_who"[^>]*>\s*<option value=""[^>]*>Kies', page)
    assert re.search(r'<select name="step_2_who"[^>]*>\s*<option value=""[^>]*>Niemand', page)


@pytest.mark.parametrize("step", ["0", "7", "-1", "9999999999", "x", "\u0663", "", "0001999", "0001" + "0" * 5_000])
def test_a_step_that_is_not_there(client: Client, step: str) -> None:
    assert client.post(NEW, {"step": step, "manager": ""}).status_code == 400
    asked = client.post(NEW, {"step": "2", "go": step, "manager": ""})
    # With no page that is there asked for, the one that was sent, or the fault that is on it.
    assert asked.status_code == (200 if step else 400)
    assert f"stap {2 if step else 1} van 5" in asked.content.decode()
