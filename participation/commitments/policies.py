"""On which side somebody stands, and which moves are theirs."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from participation.commitments.choices import Side
from participation.commitments.models import Commitment
from participation.commitments.moves import MOVES
from participation.partners.models import Partner
from programs.mandates.models import Mandate
from programs.programs.models import Program
from tenants.accounts.choices import Role
from tenants.accounts.standing import acts_for_municipality, administers, edits_every_program
from tenants.kit.caller import Caller
from tenants.kit.moves import Move
from tenants.kit.policies import refusal
from tenants.kit.scopes import Scope


def can_see_work_list(caller: Caller, on: dt.date) -> bool:
    """The list of all commitments is for who works at city hall."""
    return acts_for_municipality(caller)


@refusal(_("You cannot offer commitments to this programme."))
def can_offer_commitment(caller: Caller, program: Program, on: dt.date) -> bool:
    """A partner by its key; at city hall whoever works on this programme (a request to a partner, or a department's)."""
    if caller.kind == "api_key":
        return caller.organisation_id is not None and caller.has_scope(Scope.COMMITMENTS_WRITE)
    return edits_every_program(caller) or manages(caller, program, on)


@refusal(_("You can only offer on behalf of your own organisation."))
def can_offer_for(caller: Caller, party: Partner, on: dt.date) -> bool:
    """A partner offers for itself only."""
    return caller.kind != "api_key" or caller.organisation_id == party.pk


def sides_of(caller: Caller, commitment: Commitment, on: dt.date) -> frozenset[str]:
    """The sides on which the caller may act for this commitment on a day.

    At a department's own promise civil servants stand on both sides, but never the same person at both ends of one
    move: see `may_make`.
    """
    if caller.kind == "api_key":
        is_party = caller.organisation_id == commitment.party_id and caller.has_scope(Scope.COMMITMENTS_WRITE)
        return frozenset({str(Side.PARTY)}) if is_party else frozenset()
    sides = set()
    if administers(caller) or manages(caller, commitment.program, on):
        sides.add(str(Side.MUNICIPALITY))
    if can_offer_commitment(caller, commitment.program, on):
        if commitment.party.is_municipal:
            sides.add(str(Side.PARTY))
        if commitment.offered_by_side == Side.MUNICIPALITY and commitment.can_be_changed():
            sides.add(str(Side.MUNICIPALITY))
    return frozenset(sides)


def manages(caller: Caller, program: Program, on: dt.date) -> bool:
    """Stands for the municipality in this programme: its manager, or who holds a mandate there on that day."""
    if caller.has_role(Role.AREA_MANAGER) and caller.is_user(program.manager_id):
        return True
    return Mandate.objects.in_force_for(caller, on).reaching(program.areas.all()).exists()


def may_make(caller: Caller, move: Move, commitment: Commitment, sides: frozenset[str]) -> bool:
    """Is it this caller's move? By the side, and never by whoever wrote or reported a part of what it agrees to."""
    if not sides & move.by.sides(commitment.offered_by_side):
        return False
    return not commitment.is_in_part_by(caller.label(), move.origin, move.to)


def moves_of(caller: Caller, commitment: Commitment, on: dt.date) -> list[Move]:
    """The moves this caller can make now: the buttons of the page and what a 409 names."""
    sides = sides_of(caller, commitment, on)
    return [move for move in MOVES.moves_from(commitment.status) if may_make(caller, move, commitment, sides)]


@refusal(_("Only those who take part in this commitment can do this."))
def can_change_status(caller: Caller, commitment: Commitment, on: dt.date) -> bool:
    """Takes part in this commitment; whether a certain move is theirs depends on the state."""
    return bool(sides_of(caller, commitment, on))


@refusal(_("Only the side that offered it can change it."), "not_this_side")
def can_change_commitment(caller: Caller, commitment: Commitment, on: dt.date) -> bool:
    """The side that offered it may change the terms. From which states is the action's question."""
    return commitment.offered_by_side in sides_of(caller, commitment, on)


@refusal(_("Only the party that promised it reports on it."), "not_this_side")
def can_report_progress(caller: Caller, commitment: Commitment, on: dt.date) -> bool:
    """Whoever promised it reports on it."""
    return Side.PARTY in sides_of(caller, commitment, on)
