"""What tests of commitments start from: a public programme, two partners with a key, and an offer to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from participation.commitments.actions import accept_commitment, offer_commitment, report_progress
from participation.commitments.models import Commitment, ProgressReport
from participation.partners.choices import PartnerKind
from participation.partners.models import Partner
from programs.areas.models import Area
from programs.mandates.choices import DecisionKind
from programs.mandates.models import Mandate, MandateArea
from programs.programs.choices import ProgramStatus
from programs.programs.models import Program, ProgramArea
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tests.cast import PEOPLE, STAFF
from tests.participation.partners.things import Machine, make_key, make_partner, stored
from tests.sweeps.world import World

OFFER = {
    "description": "Forty homes insulated",
    "quantity": 40,
    "unit": "homes",
    "startDate": "2024-01-01",
    "dueDate": "2024-12-31",
}


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


def set_up(manager: User) -> Stage:
    woonbron = make_partner("Woonbron", PartnerKind.HOUSING_ASSOCIATION)
    police = make_partner("Politie Drechtsteden", PartnerKind.POLICE)
    return Stage(make_program(manager), woonbron, police, make_key(woonbron), make_key(police))


def furnish(world: World) -> None:
    """Of each partner a commitment that runs, with a report, and one that was only offered."""
    offer = world.secret("aanbod", [*STAFF, "partner_key", "municipal_key"])
    running, report, offered = _commitments(world, world.mark, offer, "partner_key")
    world.keep(running)
    world.values |= {"commitments/id": offered.pk, "commitment_id": offered.pk, "report_id": report.pk}
    world.values |= {"progress_report_id": report.pk, "status_change_id": offered.status_changes.get().pk}
    world.shows(offer, f"/commitments/{offered.pk}", f"/api/v1/commitments/{offered.pk}")
    # What was agreed with another partner is public, but no business of a competitor's program.
    agreed = world.secret("afspraak", [*PEOPLE, "anonymous", "other_key", "municipal_key"])
    offer = world.secret("bod", [*STAFF, "other_key", "municipal_key"])
    running, report, offered = _commitments(world, agreed, offer, "other_key")
    world.hidden |= {"commitments/id": offered.pk, "commitment_id": offered.pk, "report_id": report.pk}
    world.hidden |= {"progress_report_id": report.pk, "status_change_id": offered.status_changes.get().pk}
    world.shows(agreed, f"/commitments/{running.pk}", f"/api/v1/commitments/{running.pk}")
    world.shows(offer, f"/commitments/{offered.pk}", f"/api/v1/commitments/{offered.pk}")


def more(world: World, more: World) -> None:
    """Of the same partner for the same programme, and reports on what runs."""
    _commitments(world, more.mark, more.mark, "partner_key")
    _report(world.the(Commitment), more.mark, stored(world.keys["partner_key"]).as_caller(), world.on)


def _commitments(world: World, agreed: str, offered: str, key: str) -> tuple[Commitment, ProgressReport, Commitment]:
    """One that runs, its report, and an offer that waits."""
    party = stored(world.keys[key])
    terms: dict[str, Any] = {
        "party": party.partner,
        "quantity": Decimal(40),
        "unit": "woningen",
        "start_date": world.on,
        "due_date": world.on + dt.timedelta(days=100),
        "by": party.as_caller(),
        "on": world.on,
    }
    running = offer_commitment(world.the(Program), description=f"{agreed} toezegging", **terms)
    accept_commitment(running, by=world.manager, on=world.on)
    report = _report(running, agreed, party.as_caller(), world.on)
    return running, report, offer_commitment(world.the(Program), description=f"{offered} aanbod", **terms)


def _report(commitment: Commitment, mark: str, by: Caller, on: dt.date) -> ProgressReport:
    return report_progress(commitment, date=on, quantity=Decimal(1), text=f"{mark} verslag", by=by, on=on)
