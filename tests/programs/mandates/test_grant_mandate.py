"""Granting a mandate and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from programs.mandates.actions import RouteStep, withdraw_mandate
from programs.mandates.models import Mandate
from tenants.accounts.models import User
from tenants.kit.errors import Conflict, Invalid, Refused
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import some_mandate

SignedIn = Callable[[User], Client]


def _form(cast: Cast, **changes: object) -> dict[str, Any]:
    return {
        "manager": cast.manager.pk,
        "areas": [some_area(cast.manager).pk],
        "kinds": ["spend", "accept_commitment"],
        "ceiling_per_decision": "50.000",
        "ceiling_per_year": "300.000,00",
        "valid_from": "2024-09-01",
        "valid_until": "2027-12-31",
        "step_1_who": f"user:{cast.administrator.pk}",
        "step_1_days": "7",
        "step_2_who": "role:administrator",
        "step_2_days": "14",
        **changes,
    }


@pytest.mark.parametrize(
    ("who", "status"),
    [("administrator", 302), ("manager", 403), ("editor", 403), ("steward", 403), ("council_member", 403)],
)
def test_only_the_administrator_grants(cast: Cast, signed_in: SignedIn, who: str, status: int) -> None:
    response = signed_in(getattr(cast, who)).post("/mandates/new", _form(cast))
    assert response.status_code == status
    assert Mandate.objects.exists() == (status == 302)


def test_the_mandate_has_its_terms_and_its_route(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.administrator).post("/mandates/new", _form(cast))
    mandate = Mandate.objects.get()
    assert (mandate.ceiling_per_decision, mandate.ceiling_per_year) == (Decimal(50_000), Decimal(300_000))
    assert (mandate.valid_from, mandate.valid_until) == (TODAY, dt.date(2028, 1, 1))
    assert [(step.position, step.user_id, step.role, step.answer_days) for step in mandate.steps.all()] == [
        (1, cast.administrator.pk, "", 7),
        (2, None, "administrator", 14),
    ]
    assert History.objects.of(mandate).get().caller == f"user:{cast.administrator.pk}"
    assert Event.objects.get(subject_id=str(mandate.pk)).name == "mandate.granted"


@pytest.mark.parametrize(
    "changes",
    [
        {"areas": []},
        {"kinds": []},
        {"kinds": ["rule_the_world"]},
        {"ceiling_per_decision": "veel"},
        {"ceiling_per_decision": "-1"},
        {"ceiling_per_decision": "400.000"},
        {"valid_until": "2024-08-31"},
        {"step_1_who": ""},
        {"step_1_days": "0"},
        {"deputy_from": "2024-09-01"},
        {"valid_from": "9999-99-99"},
    ],
)
def test_terms_that_cannot_hold_are_refused(cast: Cast, signed_in: SignedIn, changes: dict[str, object]) -> None:
    assert signed_in(cast.administrator).post("/mandates/new", _form(cast, **changes)).status_code == 400
    assert not Mandate.objects.exists()


def test_nobody_answers_their_own_question(cast: Cast) -> None:
    with pytest.raises(Invalid):
        some_mandate(cast.manager, some_area(cast.manager), cast.administrator, cast.manager)


def test_nobody_grants_to_themselves(cast: Cast) -> None:
    cast.administrator.roles = ["administrator", "area_manager"]
    cast.administrator.save(update_fields=["roles"])
    area = some_area(cast.manager)
    with pytest.raises(Refused):
        some_mandate(cast.administrator, area, cast.administrator, cast.editor)
    with pytest.raises(Refused):
        some_mandate(
            cast.manager, area, cast.administrator, cast.editor,
            deputy=cast.administrator, deputy_from=TODAY, deputy_until=dt.date(2024, 10, 1),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "fine"),
    [("2024-09-01", "2024-10-01", True), ("2023-09-01", "2024-10-01", False), ("2024-09-01", "2028-10-01", False)],
)
def test_a_deputy_has_a_term_within_that_of_the_mandate(
    cast: Cast, signed_in: SignedIn, first: str, last: str, fine: bool
) -> None:
    form = _form(cast, deputy=cast.other_manager.pk, deputy_from=first, deputy_until=last)
    assert signed_in(cast.administrator).post("/mandates/new", form).status_code == (302 if fine else 400)


def test_a_reader_is_no_manager_and_a_route_has_steps(cast: Cast) -> None:
    area = some_area(cast.manager)
    with pytest.raises(Invalid) as refused:
        some_mandate(cast.reader, area, cast.administrator, cast.editor)
    assert [error.field for error in refused.value.errors] == ["manager"]
    for route in ([], [RouteStep(7)], [RouteStep(0, role="administrator")], [RouteStep(7, role="king")]):
        with pytest.raises(Invalid) as refused:
            some_mandate(cast.manager, area, cast.administrator, cast.editor, route=route)
        assert {error.field for error in refused.value.errors} == {"route"}


def test_a_mandate_is_withdrawn_once_and_decisions_stand(cast: Cast, signed_in: SignedIn) -> None:
    mandate = some_mandate(cast.manager, some_area(cast.manager), cast.administrator, cast.administrator)
    address = f"/mandates/{mandate.pk}/withdrawal"
    assert signed_in(cast.manager).post(address, {"reason": "Klaar"}).status_code == 403
    assert signed_in(cast.administrator).post(address, {"reason": ""}).status_code == 400
    assert signed_in(cast.administrator).post(address, {"reason": "Andere baan"}).status_code == 302
    mandate.refresh_from_db()
    assert not mandate.is_valid_on(TODAY)
    assert list(History.objects.of(mandate).values_list("reason", flat=True)) == ["", "Andere baan"]
    assert Event.objects.filter(name="mandate.withdrawn").count() == 1
    with pytest.raises(Conflict):
        withdraw_mandate(mandate, by=cast.administrator.as_caller(), on=TODAY, reason="Nog eens")


@pytest.mark.parametrize(
    ("who", "status"),
    [("administrator", 200), ("other_manager", 200), ("reader", 200), ("clerk", 200), ("council_member", 404)],
)
def test_city_hall_reads_who_may_decide_what(cast: Cast, signed_in: SignedIn, who: str, status: int) -> None:
    mandate = some_mandate(cast.manager, some_area(cast.manager), cast.administrator, cast.administrator)
    client = signed_in(getattr(cast, who))
    assert client.get(f"/mandates/{mandate.pk}").status_code == status
    assert client.get("/mandates").status_code == (200 if status == 200 else 403)
    assert client.get("/api/v1/mandates").status_code == (200 if status == 200 else 403)
    assert client.get(f"/api/v1/mandates/{mandate.pk}").status_code == status


def test_a_stranger_is_asked_who_they_are(cast: Cast, visitor: Client) -> None:
    assert visitor.get("/mandates").status_code == 302
    assert visitor.get("/api/v1/mandates").status_code == 401


def test_the_whole_answer_of_a_mandate(cast: Cast, signed_in: SignedIn) -> None:
    area = some_area(cast.manager)
    mandate = some_mandate(cast.manager, area, cast.administrator, cast.administrator)
    answer = signed_in(cast.reader).get(f"/api/v1/mandates/{mandate.pk}").json()
    del answer["createdAt"], answer["updatedAt"]
    assert answer == {
        "id": str(mandate.pk),
        "manager": "Mira Gebied",
        "deputy": None,
        "areas": [{"id": str(area.pk), "name": "Wielwijk"}],
        "kinds": ["spend", "commission"],
        "ceilingPerDecision": 50000.0,
        "ceilingPerYear": 300000.0,
        "spentThisYear": 0.0,
        "roomThisYear": 300000.0,
        "validFrom": "2024-01-01",
        "validUntil": "2027-01-01",
    }
