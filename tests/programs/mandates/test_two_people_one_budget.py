"""The manager and the deputy decide at the same moment, over two real connections."""

from __future__ import annotations

import datetime as dt
import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django_tenants.utils import tenant_context
from pytest_django.plugin import DjangoDbBlocker

from programs.mandates.actions import Result, take_decision
from programs.mandates.models import Decision, Escalation, Mandate
from tenants.accounts.models import User
from tenants.public.municipalities.models import Municipality
from tests import cast as people
from tests.conftest import TODAY
from tests.programs.areas.things import some_area_anywhere
from tests.programs.mandates.things import room_in_2024, some_mandate

TIMES = 5


@pytest.mark.parametrize("room", [Decimal(50_000)])
def test_two_decisions_at_the_same_moment_cannot_overspend(
    own_municipality: Municipality, django_db_blocker: DjangoDbBlocker, room: Decimal
) -> None:
    with django_db_blocker.unblock():
        cast = people.present()
        area = some_area_anywhere("Proefwijk")
        mandate = some_mandate(
            cast.manager, area, cast.administrator, cast.administrator,
            ceiling_per_year=room, deputy=cast.other_manager, deputy_from=TODAY, deputy_until=dt.date(2025, 1, 1),
        )  # fmt: skip
        wanted: dict[str, Any] = {"kind": "spend", "area": area, "subject": "Tegelijk", "amount": Decimal(30_000)}
        outcomes: list[Result] = []
        start = threading.Barrier(2 * TIMES)

        def decide(by: User) -> None:
            try:
                with tenant_context(own_municipality):
                    start.wait(timeout=20)
                    outcomes.append(take_decision(mandate, by=by.as_caller(), on=TODAY, **wanted))
            finally:
                connection.close()

        threads = [threading.Thread(target=decide, args=[by]) for by in [cast.manager, cast.other_manager] * TIMES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

        assert len(outcomes) == 2 * TIMES
        assert sum(outcome.decision is not None for outcome in outcomes) == 1
        assert Decision.objects.total() == Decimal(30_000)
        assert {escalation.rule for escalation in Escalation.objects.all()} == {"year_sum"}
        assert Escalation.objects.count() == 2 * TIMES - 1
        assert room_in_2024(Mandate.objects.get()) == Decimal(20_000)
