"""Which promises were kept, which are late, and what is in the lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.commitments.models import Commitment
from participation.commitments.rules import Promises, share_delivered, together
from programs.programs.choices import ProgramStatus
from tenants.accounts.models import User
from tests.cast import Cast
from tests.conftest import TODAY
from tests.participation.commitments.things import Stage, make_program
from tests.participation.partners.things import make_partner

SignIn = Callable[[User], Client]
BEFORE, AFTER = dt.date(2024, 8, 31), dt.date(2024, 9, 2)


def put(stage: Stage, status: str, due: dt.date, delivered: dt.date | None = None) -> Commitment:
    return Commitment.objects.create(
        program=stage.program,
        party=stage.woonbron,
        description="Homes",
        quantity=Decimal(1),
        unit="homes",
        start_date=dt.date(2024, 1, 1),
        due_date=due,
        status=status,
        offered_by_side="party",
        offered_by="system:test",
        delivered_on=delivered,
    )


@pytest.mark.parametrize(
    ("status", "due", "delivered", "is_late"),
    [
        ("running", BEFORE, None, True),
        ("running", TODAY, None, False),
        ("accepted", BEFORE, None, True),
        ("disputed", BEFORE, TODAY, True),
        ("offered", BEFORE, None, False),
        ("reported_delivered", BEFORE, BEFORE, False),
        ("reported_delivered", BEFORE, TODAY, True),
        ("confirmed", BEFORE, TODAY, False),
        ("broken", BEFORE, None, False),
        ("withdrawn", BEFORE, None, False),
    ],
)
def test_what_is_late(stage: Stage, status: str, due: dt.date, delivered: dt.date | None, is_late: bool) -> None:
    commitment = put(stage, status, due, delivered)
    assert commitment.is_late(TODAY) == is_late
    assert Commitment.objects.late(TODAY).exists() == is_late
    assert Commitment.objects.not_late(TODAY).exists() == (not is_late)
    assert stage.machine.get(f"commitments/{commitment.pk}").json()["isLate"] == is_late
    assert stage.machine.get("commitments", isLate="true").json()["count"] == int(is_late)


def test_promises_are_counted_per_kind_of_party_the_municipality_first(stage: Stage) -> None:
    put(stage, "confirmed", TODAY, TODAY)
    put(stage, "confirmed", BEFORE, TODAY)
    put(stage, "running", BEFORE)
    put(stage, "running", AFTER)
    put(stage, "reported_delivered", TODAY, TODAY)
    put(stage, "broken", BEFORE)
    put(stage, "offered", BEFORE)
    department = make_partner("Stadsbeheer", "municipal_department")
    own = put(stage, "running", BEFORE)
    Commitment.objects.filter(pk=own.pk).update(party=department)
    with CaptureQueriesContext(connection) as queries:
        found = together(Commitment.objects.promises(TODAY)[stage.program.pk])
    assert found == [
        Promises("municipal_department", 1, kept=0, kept_late=0, late=1, broken=0, waiting=0, to_come=0),
        Promises("housing_association", 6, kept=1, kept_late=1, late=1, broken=1, waiting=1, to_come=1),
    ]
    assert found[1].due == 4
    assert len(queries) == 1


def test_of_many_programmes_those_shown_are_told_apart(stage: Stage, cast: Cast) -> None:
    """The dashboard counts all others together."""
    put(stage, "running", BEFORE)
    other = put(stage, "broken", BEFORE)
    Commitment.objects.filter(pk=other.pk).update(program=make_program(cast.manager, title="Staart"))
    found = Commitment.objects.promises(TODAY, apart=[stage.program.pk])
    assert {of: (rows[0].late, rows[0].broken) for of, rows in found.items()} == {
        stage.program.pk: (1, 0),
        None: (0, 1),
    }


def test_promises_of_two_programmes_are_added_by_kind_of_party() -> None:
    school = Promises("school", 2, kept=1, kept_late=0, late=0, broken=0, waiting=0, to_come=1)
    police = Promises("police", 5, kept=0, kept_late=1, late=2, broken=1, waiting=1, to_come=0)
    assert together([school, police, school]) == [
        police,
        Promises("school", 4, kept=2, kept_late=0, late=0, broken=0, waiting=0, to_come=2),
    ]
    assert together([]) == []


def test_nothing_promised_is_nothing_counted(stage: Stage) -> None:
    assert Commitment.objects.promises(TODAY) == {}


def test_only_agreed_promises_of_public_programmes_are_public(stage: Stage) -> None:
    for status in ("draft", "offered", "declined", "withdrawn", "accepted", "broken"):
        put(stage, status, TODAY)
    assert sorted(Commitment.objects.public().values_list("status", flat=True)) == ["accepted", "broken"]
    stage.program.status = ProgramStatus.PROPOSED
    stage.program.save()
    assert not Commitment.objects.public().exists()


def test_lists_are_filtered_as_asked(stage: Stage) -> None:
    put(stage, "running", BEFORE)
    put(stage, "accepted", AFTER)
    put(stage, "offered", AFTER)

    def count(**asked: object) -> int:
        return int(stage.machine.get("commitments", **asked).json()["count"])

    assert count() == 3
    assert count(status="accepted") == 1
    assert count(status=["accepted", "offered"]) == 2
    assert count(dueBefore="2024-09-02") == 1
    assert count(dueBefore="2024-09-03", status="accepted") == 1
    assert count(isLate="false") == 2
    assert stage.machine.get(f"programs/{stage.program.pk}/commitments", pageSize=2).json()["next"]


@pytest.mark.parametrize(
    "query", [{"status": "late"}, {"dueBefore": "soon"}, {"isLate": "perhaps"}, {"due__lt": "2024-01-01"}, {"page": 0}]
)
def test_a_question_that_is_not_understood_is_refused(stage: Stage, query: dict[str, object]) -> None:
    answer = stage.machine.get("commitments", **query)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, next(iter(query)))


@pytest.mark.parametrize(
    ("delivered", "quantity", "share"), [(0, 40, 0), (10, 40, 25), (50, 40, 125), (1, 3, 33), (5, None, None)]
)
def test_the_share_delivered(delivered: int, quantity: int | None, share: int | None) -> None:
    assert share_delivered(Decimal(delivered), None if quantity is None else Decimal(quantity)) == share
