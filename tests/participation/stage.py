"""What most tests of this house need: a public programme, two partners with a key, and a program that calls the API."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from participation.partners.actions import add_partner, issue_api_key
from participation.partners.choices import PartnerKind, Scope
from participation.partners.models import Partner
from programs.areas.models import Area
from programs.mandates.choices import DecisionKind
from programs.mandates.models import Mandate, MandateArea
from programs.programs.choices import ProgramStatus
from programs.programs.models import Program, ProgramArea
from tenants.accounts.models import User
from tenants.kit.caller import System

TODAY = dt.date(2024, 9, 1)
ALL_SCOPES = tuple(Scope.values)
OFFER = {
    "description": "Forty homes insulated",
    "quantity": 40,
    "unit": "homes",
    "startDate": "2024-01-01",
    "dueDate": "2024-12-31",
}


class Machine:
    """A partner's program: JSON out, JSON in, with a key or without."""

    def __init__(self, credential: str = "", host: str = "dordrecht.localhost", language: str = "en") -> None:
        headers = {"host": host, "accept-language": language}
        if credential:
            headers["authorization"] = f"Api-Key {credential}"
        self.client = Client(headers=headers)

    def get(self, path: str, **parameters: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", parameters)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("patch", path, body, headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        text = body if isinstance(body, str | bytes) else json.dumps(body or {})
        send = getattr(self.client, method)
        return send(f"/api/v1/{path}", data=text, content_type="application/json", headers=headers)


@dataclass(frozen=True)
class Stage:
    """A programme with two partners, each with a key of all scopes."""

    program: Program
    woonbron: Partner
    police: Partner
    credential: str
    other_credential: str

    @property
    def machine(self) -> Machine:
        return Machine(self.credential)

    @property
    def other_machine(self) -> Machine:
        return Machine(self.other_credential)

    def offer(self, **changed: Any) -> str:
        """An offer of the housing association; its id."""
        answer = self.machine.post(f"programs/{self.program.pk}/commitments", {**OFFER, **changed})
        assert answer.status_code == 201, answer.content
        return str(answer.json()["id"])


def make_program(
    manager: User, *, title: str = "Wielwijk en Crabbehof", status: str = ProgramStatus.RUNNING
) -> Program:
    """A programme in one area, with a mandate of its manager to accept commitments there."""
    area = Area.objects.create(name=f"Gebied van {title}", valid_from=dt.date(2015, 1, 1))
    program = Program.objects.create(title=title, status=status, manager=manager, started_on=dt.date(2023, 1, 1))
    ProgramArea.objects.create(program=program, area=area)
    mandate = Mandate.objects.create(
        manager=manager,
        kinds=[DecisionKind.ACCEPT_COMMITMENT],
        ceiling_per_decision=0,
        ceiling_per_year=0,
        valid_from=dt.date(2024, 1, 1),
        valid_until=dt.date(2025, 1, 1),
        granted_by="system:test",
    )
    MandateArea.objects.create(mandate=mandate, area=area)
    return program


def make_partner(name: str, kind: str) -> Partner:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.nl"
    return add_partner(name=name, kind=kind, contact_name="Coen Contact", contact_email=email, by=System("test"))


def make_key(partner: Partner | None, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
    _key, credential = issue_api_key(
        partner, name="Planning", contact="Coen Contact", scopes=scopes, by=System("test"), on=TODAY
    )
    return credential


def set_up(manager: User) -> Stage:
    woonbron = make_partner("Woonbron", PartnerKind.HOUSING_ASSOCIATION)
    police = make_partner("Politie Drechtsteden", PartnerKind.POLICE)
    return Stage(make_program(manager), woonbron, police, make_key(woonbron), make_key(police))
