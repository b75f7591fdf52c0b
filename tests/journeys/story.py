"""The story of a programme as people live it: in browsers, and with a program that calls the API. Only HTTP."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from monitoring.indicators.models import Indicator
from monitoring.public.statistics.models import Topic
from participation.commitments.models import Commitment
from participation.partners.models import Partner
from programs.areas.models import Area
from programs.mandates.models import Mandate
from programs.programs.models import Program
from tenants.accounts.models import User
from tenants.public.geography.models import Region
from tests.cast import Cast
from tests.participation.partners.things import Machine
from tests.programs.mandates.things import confirmed

SOURCES = {
    "statistics": "RIVM: 35,0% kwam in 2012 moeilijk rond.",
    "professionals": "Het wijkteam ziet schulden die te laat aan het licht komen.",
    "residents": "Bewoners, ondernemers en voorbijgangers: er is geen plek om elkaar te ontmoeten.",
}


@dataclass
class Story:
    """Dordrecht, its people, and what they have made so far."""

    cast: Cast
    enter: Callable[[User], Client]
    on: dt.date

    @property
    def manager(self) -> Client:
        return self.enter(self.cast.manager)

    @property
    def clerk(self) -> Client:
        return self.enter(self.cast.clerk)

    @property
    def administrator(self) -> Client:
        return self.enter(self.cast.administrator)

    @property
    def program(self) -> Program:
        return Program.objects.get()

    def make_program(self) -> Program:
        """An area out of two official districts, and a programme for it."""
        regions = Region.objects.valid_on(self.on).filter(code__in=["WK050507", "WK050508"])
        posted(self.manager, "/areas/new", name="Wielwijk en Crabbehof", scale="district", regions=keys(regions))
        posted(
            self.manager,
            "/programs/new",
            title="Wielwijk en Crabbehof op eigen kracht",
            kind="ordinary",
            areas=keys(Area.objects.all()),
            manager=str(self.cast.manager.pk),
        )
        return self.program

    def write_vision(self, *kinds: str) -> None:
        page = f"/programs/{self.program.pk}"
        posted(
            self.manager,
            f"{page}/vision",
            story="In 2044 wonen mensen hier omdat ze er willen wonen.",
            horizon_year="2044",
            themes=["social"],
        )
        for kind in kinds:
            posted(
                self.manager, f"{page}/sources", kind=kind, description=SOURCES[kind], who="wijkteam", date="2024-05-14"
            )

    def set_objective(self) -> None:
        """Fewer people who can hardly make ends meet: from 35.0% in 2012 to 20% in 2035."""
        page = f"/programs/{self.program.pk}"
        posted(
            self.manager,
            f"{page}/objectives/new",
            title="Minder mensen komen moeilijk rond",
            theme="social",
            horizon="long",
        )
        posted(
            self.manager,
            f"{page}/indicators/new",
            topic=str(Topic.objects.get(code="difficulty-making-ends-meet").pk),
            region=str(Region.objects.valid_on(self.on).get(code="WK050507").pk),
            objective=str(self.program.objectives.get().pk),
            direction="down",
        )
        indicator = Indicator.objects.get()
        posted(self.manager, f"/indicators/{indicator.pk}/baseline", period="2012")
        posted(self.manager, f"/indicators/{indicator.pk}/targets", value="20,0", date="2035-01-01")

    def adopt(self) -> Any:
        """The manager lays it before the council, and the clerk records what it decided."""
        answer = self.manager.post(f"/programs/{self.program.pk}/proposal")
        if answer.status_code != 302:
            return answer
        decision = {"decision_reference": "RB-2024-031", "decided_on": "2024-08-27"}
        return self.clerk.post(f"/programs/{self.program.pk}/adoption", decision)

    def grant_mandate(self) -> Mandate:
        posted(
            self.administrator,
            "/mandates/new",
            manager=str(self.cast.manager.pk),
            areas=keys(Area.objects.all()),
            kinds=["spend", "accept_commitment"],
            ceiling_per_decision="50.000",
            ceiling_per_year="80.000",
            valid_from="2024-01-01",
            valid_until="2025-12-31",
            deputy=str(self.cast.other_manager.pk),
            deputy_from="2024-01-01",
            deputy_until="2025-12-31",
            step_1_who="role:administrator",
            step_1_days="7",
        )
        return Mandate.objects.get()

    def decide(self, amount: str, **changes: str) -> Any:
        mandate = Mandate.objects.get()
        given = {"subject": "Huiskamer op de hoek", "kind": "spend", "area": str(Area.objects.first().pk)}  # type: ignore[union-attr]
        address = f"/mandates/{mandate.pk}/decisions/new"
        return self.manager.post(address, confirmed(self.manager, address, {**given, "amount": amount, **changes}))

    def welcome_partner(self, name: str = "Woonbron") -> Machine:
        """The administrator adds a partner and hands over a key; it is on the page once."""
        posted(
            self.administrator,
            "/partners/new",
            name=name,
            kind="housing_association",
            contact_name="Coen Contact",
            contact_email=f"coen@{name.lower()}.example.nl",
        )
        partner = Partner.objects.get(name=name)
        answer = self.administrator.post(
            f"/partners/{partner.pk}/keys",
            {
                "name": "Planning",
                "contact": "Coen Contact",
                "scopes": ["programs:read", "commitments:read", "commitments:write"],
            },
        )
        found = re.search(r"Api-Key ([\w.-]+)", answer.content.decode())
        assert found, answer.content.decode()
        return Machine(found.group(1))

    def offer(self, machine: Machine, **changes: Any) -> str:
        body = {
            "description": "Forty homes insulated",
            "quantity": 40,
            "unit": "homes",
            "startDate": "2024-09-01",
            "dueDate": "2024-12-31",
        }
        answer = machine.post(f"programs/{self.program.pk}/commitments", {**body, **changes})
        assert answer.status_code == 201, answer.content
        return str(answer.json()["id"])

    def move(self, commitment_id: str, to: str, reason: str = "") -> Any:
        """A button on the page of a commitment."""
        return self.manager.post(f"/commitments/{commitment_id}/status", {"to": to, "reason": reason})

    def status(self, commitment_id: str) -> str:
        return Commitment.objects.get(pk=UUID(commitment_id)).status


def keys(rows: Any) -> list[str]:
    return [str(row.pk) for row in rows]


def posted(client: Client, path: str, **fields: Any) -> HttpResponse:
    """A form that is accepted: the browser is sent on, or shown what was made."""
    answer = client.post(path, fields)
    assert answer.status_code in (200, 302), answer.content.decode()
    if answer.status_code == 200:
        assert b"error-summary" not in answer.content, answer.content.decode()
    return answer  # type: ignore[return-value]
