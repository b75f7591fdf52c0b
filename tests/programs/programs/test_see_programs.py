"""Who sees which programmes: on pages and through the API, listed and by address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from programs.programs.actions import write_vision
from tenants.accounts.models import User
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.programs.things import adopted_program, draft_program, draft_vision

SignedIn = Callable[[User], Client]
WORKS_ON_DRAFTS = ["administrator", "manager", "other_manager", "editor", "steward"]
SEES_WHAT_IS_ADOPTED = ["clerk", "council_member", "reader"]


@pytest.fixture
def client_of(cast: Cast, visitor: Client, signed_in: SignedIn) -> Callable[[str], Client]:
    return lambda who: visitor if who == "anonymous" else signed_in(getattr(cast, who))


@pytest.mark.parametrize("who", ["anonymous", *SEES_WHAT_IS_ADOPTED, *WORKS_ON_DRAFTS])
def test_a_draft_is_for_those_who_work_on_it(cast: Cast, client_of: Callable[[str], Client], who: str) -> None:
    draft = draft_program(cast.manager, "Nog geheim")
    client, may = client_of(who), who in WORKS_ON_DRAFTS
    assert (client.get(f"/programs/{draft.pk}").status_code == 200) == may
    assert client.get(f"/programs/{draft.pk}").status_code in (200, 404)
    assert ("Nog geheim" in client.get("/programs").content.decode()) == may
    assert (client.get(f"/api/v1/programs/{draft.pk}").status_code) == (200 if may else 404)
    assert client.get("/api/v1/programs").json()["count"] == int(may)


@pytest.mark.parametrize("who", ["anonymous", *SEES_WHAT_IS_ADOPTED])
def test_a_draft_that_is_given_up_never_becomes_public(
    cast: Cast, client_of: Callable[[str], Client], signed_in: SignedIn, who: str
) -> None:
    draft = draft_program(cast.manager, "Nog geheim")
    manager = signed_in(cast.manager)
    assert "Geef dit plan op" in manager.get(f"/programs/{draft.pk}").content.decode()
    assert manager.post(f"/programs/{draft.pk}/status", {"to": "dropped", "reason": "Zo besloten."}).status_code == 302
    assert "vervallen" in manager.get(f"/programs/{draft.pk}").content.decode()
    client = client_of(who)
    assert client.get(f"/programs/{draft.pk}").status_code == 404
    assert client.get(f"/api/v1/programs/{draft.pk}").status_code == 404
    assert client.get(f"/dashboard/programs/{draft.pk}").status_code == 404


@pytest.mark.parametrize("who", ["anonymous", *SEES_WHAT_IS_ADOPTED, *WORKS_ON_DRAFTS])
def test_what_is_adopted_is_public(cast: Cast, client_of: Callable[[str], Client], who: str) -> None:
    program = adopted_program(cast.manager)
    client = client_of(who)
    assert "De visie tot 2044 is vastgesteld" in client.get(f"/programs/{program.pk}").content.decode()
    assert client.get(f"/programs/{program.pk}/objectives").status_code == 200
    assert client.get(f"/api/v1/programs/{program.pk}").json()["vision"]["horizonYear"] == 2044
    assert client.get(f"/api/v1/programs/{program.pk}/objectives").json()["count"] == 1


def test_a_new_draft_of_a_public_programme_stays_inside(cast: Cast, client_of: Callable[[str], Client]) -> None:
    program = adopted_program(cast.manager)
    write_vision(program, horizon_year=2050, themes=[], story="Nog geheim", by=cast.manager.as_caller(), on=TODAY)
    address = f"/programs/{program.pk}"
    assert "Nog geheim" in client_of("manager").get(address).content.decode()
    assert "Nog geheim" not in client_of("council_member").get(address).content.decode()
    assert client_of("council_member").get(f"{address}/versions/2").status_code == 404
    assert client_of("manager").get(f"{address}/versions/1").status_code == 200
    assert client_of("anonymous").get(f"/api/v1{address}").json()["vision"]["version"] == 1


def test_whoever_sees_it_but_may_not_change_it_is_told_so(cast: Cast, client_of: Callable[[str], Client]) -> None:
    draft = draft_program(cast.manager)
    draft_vision(draft, cast.manager)
    for page in ("vision", "sources", "phases", "proposal", "objectives/new"):
        assert client_of("manager").get(f"/programs/{draft.pk}/{page}").status_code == 200
        assert client_of("other_manager").get(f"/programs/{draft.pk}/{page}").status_code == 403
        assert client_of("steward").get(f"/programs/{draft.pk}/{page}").status_code == 403
        assert client_of("council_member").get(f"/programs/{draft.pk}/{page}").status_code == 404
        assert client_of("anonymous").get(f"/programs/{draft.pk}/{page}").status_code == 404


def test_the_whole_answer_of_a_programme(cast: Cast, visitor: Client) -> None:
    program = adopted_program(cast.manager, lead_organisation="Bewonersgroep", summary="Kort.")
    area, vision = program.areas.get(), program.visions.get()
    answer = visitor.get(f"/api/v1/programs/{program.pk}").json()
    moments = {answer.pop("createdAt")[-1], answer.pop("updatedAt")[-1]}
    assert moments == {"Z"}
    assert answer == {
        "id": str(program.pk),
        "title": "Wielwijk op eigen kracht",
        "kind": "ordinary",
        "status": "adopted",
        "areas": [{"id": str(area.pk), "name": "Wielwijk"}],
        "leadOrganisation": "Bewonersgroep",
        "summary": "Kort.",
        "startedOn": "2024-09-01",
        "isExample": False,
        "vision": {
            "id": str(vision.pk),
            "version": 1,
            "horizonYear": 2044,
            "themes": ["social"],
            "story": "Hier wil men wonen.",
            "principles": "",
            "decisionReference": "RB-2024-031",
            "decidedOn": "2024-06-25",
            "sources": [
                {"kind": kind, "description": "Wat het liet zien.", "date": "2024-03-14", "who": ""}
                for kind in ("statistics", "professionals", "residents")
            ],
            "phases": [],
        },
    }


def test_the_whole_answer_of_an_objective(cast: Cast, visitor: Client) -> None:
    program = adopted_program(cast.manager)
    objective = program.objectives.get()
    answer = visitor.get(f"/api/v1/objectives/{objective.pk}").json()
    del answer["createdAt"], answer["updatedAt"]
    assert answer == {
        "id": str(objective.pk),
        "programId": str(program.pk),
        "parentId": None,
        "title": "Bewoners voelen zich gezonder",
        "theme": "social",
        "horizon": "long",
        "explanation": "",
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [("status=adopted", 1), ("status=closed", 0), ("kind=ordinary&kind=focus", 1), ("kind=focus", 0)],
)
def test_programmes_are_filtered_as_asked(cast: Cast, visitor: Client, query: str, count: int) -> None:
    adopted_program(cast.manager)
    assert visitor.get(f"/api/v1/programs?{query}").json()["count"] == count


@pytest.mark.parametrize("query", ["status=secret", "areaId=1", "colour=red"])
def test_a_wrong_question_is_refused(cast: Cast, visitor: Client, query: str) -> None:
    assert visitor.get(f"/api/v1/programs?{query}").status_code == 400


def test_the_life_of_a_programme_bears_no_sign_of_an_outcome(visitor: Client, cast: Cast) -> None:
    """A green check for "running" beside "getting worse" would say two things at once."""
    adopted = adopted_program(cast.manager)
    for address in ("/", "/programs", f"/programs/{adopted.pk}"):
        tags = re.findall(r'<span class="tag ([^"]+)">(.*?)</span>', visitor.get(address).content.decode())
        states = [(tone, inner) for tone, inner in tags if inner.endswith("vastgesteld")]
        assert states
        assert {tone for tone, _inner in states} == {"state"}
        assert "<svg" not in states[0][1]
