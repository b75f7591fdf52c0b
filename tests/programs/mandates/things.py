"""What tests of mandates start from: Mira's mandate; and for the sweeps a decision within it and one above it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.test import Client

from programs.areas.models import Area
from programs.mandates.actions import RouteStep, grant_mandate, take_decision
from programs.mandates.choices import DecisionKind
from programs.mandates.models import Mandate
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tests.cast import STAFF
from tests.conftest import TODAY
from tests.sweeps.world import World


def some_mandate(manager: User, area: Area, by: User, answered_by: User, **fields: Any) -> Mandate:
    """Up to € 50,000 per decision and € 300,000 per year, from 2024 to 2026; Anna answers within a week."""
    terms: dict[str, Any] = {
        "kinds": ["spend", "commission"],
        "ceiling_per_decision": Decimal(50_000),
        "ceiling_per_year": Decimal(300_000),
        "valid_from": dt.date(2024, 1, 1),
        "valid_until": dt.date(2027, 1, 1),
        "route": [RouteStep(7, user=answered_by)],
    }
    return grant_mandate(manager=manager, areas=[area], by=by.as_caller(), on=TODAY, **{**terms, **fields})


def confirmed(client: Client, address: str, filled: dict[str, Any]) -> dict[str, Any]:
    """The form with what its preview puts into the button; of one that is refused as it was."""
    found = re.search(r'name="confirmed" value="(\w+)"', client.post(address, filled).content.decode())
    return {**filled, "confirmed": found[1]} if found else filled


def furnish(world: World) -> None:
    mandate = grant_mandate(
        manager=world.cast.manager,
        deputy=world.cast.other_manager,
        deputy_from=world.on,
        deputy_until=world.on + dt.timedelta(days=30),
        areas=[world.the(Area)],
        kinds=list(DecisionKind.values),
        ceiling_per_decision=Decimal(1_000),
        ceiling_per_year=Decimal(5_000),
        valid_from=world.on,
        valid_until=world.on + dt.timedelta(days=365),
        route=[RouteStep(answer_days=7, role=Role.ADMINISTRATOR)],
        by=world.administrator,
        on=world.on,
    )
    world.values["mandate_id"] = world.keep(mandate).pk
    word = world.secret("besluit", STAFF)
    _decide(world, mandate, word)
    world.shows(word, f"/mandates/{mandate.pk}", f"/escalations/{world.values['escalation_id']}")


def more(world: World, more: World) -> None:
    """Decisions under the same mandate."""
    _decide(more, world.the(Mandate), more.mark)


def _decide(world: World, mandate: Mandate, mark: str) -> None:
    asked: dict[str, Any] = {"kind": DecisionKind.SPEND, "area": world.the(Area), "by": world.manager, "on": world.on}
    taken = take_decision(mandate, subject=f"{mark} besluit", amount=Decimal(10), **asked)
    refused = take_decision(mandate, subject=f"{mark} te veel", amount=Decimal(9_000), **asked)
    world.values |= {
        "decision_id": taken.decision and taken.decision.pk,
        "escalation_id": refused.escalation and refused.escalation.pk,
    }


def room_in_2024(mandate: Mandate) -> Decimal:
    """What is left of its ceiling of the year, as its page shows it."""
    annotated: Any = Mandate.objects.with_spent(2024).get(pk=mandate.pk)
    return Decimal(annotated.room)
