"""On which side somebody stands, and which moves are theirs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from uuid import UUID

from participation.commitments.choices import Move, Mover, Side, Status, moves_from
from participation.commitments.models import Commitment
from participation.partners.models import Partner
from participation.partners.rules import acts_for_municipality
from programs.mandates.choices import DecisionKind, Rule
from programs.mandates.models import Mandate
from programs.mandates.rules import Asked, Granted, broken_rule
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.scopes import Scope


def can_see_work_list(caller: Caller) -> bool:
    """The list of all commitments is for who works at city hall."""
    return acts_for_municipality(caller)


def can_offer_commitment(caller: Caller, program: Program) -> bool:
    """A partner by its key; at city hall whoever works on programmes (a request to a partner, or a department's)."""
    if caller.kind == "api_key":
        return caller.organisation_id is not None and caller.has_scope(Scope.COMMITMENTS_WRITE)
    return caller.is_system or caller.has_role("administrator", "area_manager", "program_editor")


def can_offer_for(caller: Caller, party: Partner) -> bool:
    """A partner offers for itself only."""
    return caller.kind != "api_key" or caller.organisation_id == party.pk


def sides_of(caller: Caller, commitment: Commitment) -> frozenset[str]:
    """The sides on which the caller may act for this commitment.

    At a department's own promise civil servants stand on both sides, but never the same person at both ends of one
    move: see `may_make`.
    """
    if caller.kind == "api_key":
        is_party = caller.organisation_id == commitment.party_id and caller.has_scope(Scope.COMMITMENTS_WRITE)
        return frozenset({str(Side.PARTY)}) if is_party else frozenset()
    sides = set()
    if caller.is_system or manages(caller, commitment.program):
        sides.add(str(Side.MUNICIPALITY))
    if can_offer_commitment(caller, commitment.program):
        if commitment.party.is_municipal:
            sides.add(str(Side.PARTY))
        if commitment.offered_by_side == Side.MUNICIPALITY and commitment.can_be_changed():
            sides.add(str(Side.MUNICIPALITY))
    return frozenset(sides)


def manages(caller: Caller, program: Program) -> bool:
    """Stands for the municipality in this programme: its manager, whoever holds a mandate there, an administrator."""
    if caller.has_role("administrator"):
        return True
    if caller.kind != "user" or not caller.has_role("area_manager"):
        return False
    if str(program.manager_id) == caller.id:
        return True
    return Mandate.objects.held_by(caller).filter(areas__in=program.areas.all()).exists()


def may_make(caller: Caller, move: Move, commitment: Commitment, sides: frozenset[str]) -> bool:
    """Is it this caller's move? Whoever offered does not answer, whoever reported a delivery does not confirm it."""
    if not sides & move.by.sides(commitment.offered_by_side):
        return False
    if move.by == Mover.ANSWERING:
        return caller.label() != commitment.offered_by
    if move.origin == Status.REPORTED_DELIVERED:
        return caller.label() != commitment.reported_by
    return True


def moves_of(caller: Caller, commitment: Commitment) -> list[Move]:
    """The moves this caller can make now: the buttons of the page and what a 409 names."""
    sides = sides_of(caller, commitment)
    return [move for move in moves_from(commitment.status) if may_make(caller, move, commitment, sides)]


def can_change_status(caller: Caller, commitment: Commitment) -> bool:
    """Takes part in this commitment; whether a certain move is theirs depends on the state."""
    return bool(sides_of(caller, commitment))


def can_change_commitment(caller: Caller, commitment: Commitment) -> bool:
    """The side that offered it may change the terms. From which states is the action's question."""
    return commitment.offered_by_side in sides_of(caller, commitment)


def can_report_progress(caller: Caller, commitment: Commitment) -> bool:
    """Whoever promised it reports on it."""
    return Side.PARTY in sides_of(caller, commitment)


def rule_against_accepting(caller: Caller, program: Program, on: dt.date) -> Rule | None:
    """The rule of the mandate that keeps an area manager from accepting; None when it is allowed.

    One mandate that allows it for one area of the programme is enough. What a party promises is its own money, so the
    ceilings have nothing to say here. Without any mandate it is the area that is not covered.
    """
    if caller.is_system or caller.has_role("administrator"):
        return None
    areas = list(program.areas.all())
    broken: list[str | None] = [
        broken_rule(_granted(mandate), _asked(caller, area.pk, on))
        for mandate in Mandate.objects.held_by(caller).prefetch_related("mandate_areas")
        for area in areas
    ]
    if None in broken:
        return None
    # The rule that was reached last came closest to allowing it, so it is the one to mend.
    return max((Rule(str(rule)) for rule in broken), key=list(Rule).index, default=Rule.SCOPE)


def _granted(mandate: Mandate) -> Granted:
    return Granted(
        manager=mandate.manager_id,
        areas=frozenset(part.area_id for part in mandate.mandate_areas.all()),
        kinds=frozenset(mandate.kinds),
        ceiling_per_decision=mandate.ceiling_per_decision,
        ceiling_per_year=mandate.ceiling_per_year,
        valid_from=mandate.valid_from,
        valid_until=mandate.valid_until,
        deputy=mandate.deputy_id,
        deputy_from=mandate.deputy_from,
        deputy_until=mandate.deputy_until,
    )


def _asked(caller: Caller, area_id: UUID, on: dt.date) -> Asked:
    return Asked(by=UUID(caller.id), on=on, area=area_id, kind=DecisionKind.ACCEPT_COMMITMENT, amount=Decimal(0))
