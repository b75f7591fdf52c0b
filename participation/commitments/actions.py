"""Promising, answering, reporting, confirming. Each locks the commitment: two sides can meet on it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from participation.commitments import events
from participation.commitments.choices import Side, Status
from participation.commitments.models import Commitment, ProgressReport, StatusChange
from participation.commitments.moves import MOVES
from participation.commitments.policies import (
    can_change_commitment,
    can_offer_commitment,
    can_offer_for,
    can_report_progress,
    may_make,
    moves_of,
    sides_of,
)
from participation.commitments.rules import is_likely_total
from participation.commitments.sentences import beyond_promise
from participation.partners.models import Partner
from programs.mandates.actions import bind
from programs.mandates.choices import DecisionKind
from programs.objectives.models import Objective
from programs.programs.actions import lock_open
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.checks import ask, check, given_reason
from tenants.kit.errors import Conflict, FieldError, Refused
from tenants.kit.moves import Move
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import Change, change


def offer_commitment(
    program: Program,
    *,
    party: Partner,
    description: str,
    start_date: dt.date,
    due_date: dt.date,
    by: Caller,
    on: dt.date,
    quantity: Decimal | None = None,
    unit: str = "",
    amount: Decimal | None = None,
    objective: Objective | None = None,
    as_draft: bool = False,
) -> Commitment:
    """A party promises something, or the municipality asks a partner to. The other side answers."""
    require(can_offer_commitment, by, program, on)
    require(can_offer_for, by, party, on)
    side = Side.PARTY if by.kind == "api_key" or party.is_municipal else Side.MUNICIPALITY
    status = Status.DRAFT if as_draft else Status.OFFERED
    with change(by) as changing:
        # The programme is closed, or the partner stops, while the offer is on its way.
        program, party = lock_open(program), Partner.objects.select_for_update().get(pk=party.pk)
        commitment = Commitment(
            program=program, party=party, objective=objective, description=description, quantity=quantity, unit=unit,
            amount=amount, start_date=start_date, due_date=due_date, status=status, offered_by_side=side,
            offered_by=by.label(), terms_by=[by.label()],
        )  # fmt: skip
        check(commitment, on)
        commitment.save()
        event = events.DRAFTED if as_draft else events.OFFERED
        _record(changing, commitment, event, origin="", side=side, on=on)
    return commitment


def change_commitment(
    commitment: Commitment, *, by: Caller, on: dt.date, seen: Seen | None = None, **terms: Any
) -> Commitment:
    """Other terms, as long as the other side has not answered. Names as in `offer_commitment`; absent ones stay."""
    with change(by) as changing:
        # The partner changes the quantity while the manager accepts: whoever comes second is told.
        commitment = _lock(commitment)
        require(can_change_commitment, by, commitment, on)
        if not commitment.can_be_changed():
            raise Conflict(
                _("The other side has answered already, so the terms stand. Now: %(status)s.")
                % {"status": commitment.get_status_display()},
                "not_from_this_state",
            )
        commitment.check_unchanged(seen)
        lock_open(commitment.program)
        changed = commitment.put(**terms)
        check(commitment, on)
        if changed:
            commitment.terms_by = _with(commitment.terms_by, by)
            commitment.save(update_fields=[*changed, "terms_by"])
            changing.emit(events.CHANGED, commitment, fields=changed)
    return commitment


def change_status(
    commitment: Commitment,
    to: str,
    *,
    by: Caller,
    on: dt.date,
    reason: str = "",
    seen: Seen | None = None,
) -> StatusChange:
    """Make the move to another state; the verbs below do it by name.

    `seen` is the moment of the last change that the caller saw; when the terms changed since, nobody agrees by accident.
    """
    reason = given_reason(reason, owed=False)
    with change(by, reason) as changing:
        # The manager accepts while the partner withdraws: the first to lock wins, the other gets a 409.
        commitment = _lock(commitment)
        move = _possible_move(commitment, to, by, on)
        given_reason(reason, _("Give a reason: the other side reads it."), owed=move.needs_reason)
        commitment.check_unchanged(seen)
        if move.to in (Status.OFFERED, Status.ACCEPTED):
            lock_open(commitment.program)
        side = _side_of(commitment, move, by, on)
        if to == Status.ACCEPTED and side == Side.MUNICIPALITY:
            _bind_municipality(changing, commitment, by, on)
        return _make(changing, commitment, move, side, reason=reason, on=on)


def accept_commitment(
    commitment: Commitment, *, by: Caller, on: dt.date, reason: str = "", seen: Seen | None = None
) -> StatusChange:
    """The side that did not offer agrees; from now on it is a promise."""
    return change_status(commitment, Status.ACCEPTED, by=by, on=on, reason=reason, seen=seen)


def decline_commitment(commitment: Commitment, *, by: Caller, on: dt.date, reason: str) -> StatusChange:
    """The side that did not offer says no, and why."""
    return change_status(commitment, Status.DECLINED, by=by, on=on, reason=reason)


def report_delivery(commitment: Commitment, *, by: Caller, on: dt.date, reason: str = "") -> StatusChange:
    """The party says that it has delivered."""
    return change_status(commitment, Status.REPORTED_DELIVERED, by=by, on=on, reason=reason)


def confirm_delivery(commitment: Commitment, *, by: Caller, on: dt.date, reason: str = "") -> StatusChange:
    """The municipality agrees that it was delivered. Never by the one who reported it."""
    return change_status(commitment, Status.CONFIRMED, by=by, on=on, reason=reason)


def dispute_commitment(commitment: Commitment, *, by: Caller, on: dt.date, reason: str) -> StatusChange:
    """One side does not agree with what the other said: delivered, or broken."""
    return change_status(commitment, Status.DISPUTED, by=by, on=on, reason=reason)


def report_progress(
    commitment: Commitment,
    *,
    date: dt.date,
    quantity: Decimal,
    by: Caller,
    on: dt.date,
    text: str = "",
    replaces: ProgressReport | None = None,
    sure: bool = False,
    seen: Seen | None = None,
) -> ProgressReport:
    """What was done since the last report, or a correction of an earlier report, which stays to be seen.

    `sure`: a total that is hardly ever right is right this time.
    """
    with change(by) as changing:
        # Two programs of one partner correct the same report: the second is told that it was replaced already.
        commitment = _lock(commitment)
        require(can_report_progress, by, commitment, on)
        if not commitment.can_be_reported_on():
            raise _not_from_here(commitment, by, on)
        commitment.check_unchanged(seen)
        _check_newest(replaces)
        report = ProgressReport(
            commitment=commitment, date=date, quantity=quantity, text=text, by=by.label(), replaces=replaces
        )
        check(report, on)
        ask(_unlikely(report), sure=sure)
        if commitment.status == Status.ACCEPTED:
            start = MOVES.required(Status.ACCEPTED, Status.RUNNING, possible=MOVES)
            _make(changing, commitment, start, Side.PARTY, reason="", on=on)
        commitment.save_changes(work_by=_with(commitment.work_by, by))
        report.save()
        changing.emit(
            events.PROGRESS_REPORTED,
            commitment,
            reportId=str(report.pk),
            isCorrection=replaces is not None,
        )
    return report


def _unlikely(report: ProgressReport) -> list[FieldError]:
    """What to ask about a report that makes far more than was promised."""
    commitment = report.commitment
    replaced = report.replaces.quantity if report.replaces else Decimal(0)
    total = commitment.total_delivered() - replaced + report.quantity
    if is_likely_total(total, commitment.quantity):
        return []
    return [FieldError("quantity", "unlikely", beyond_promise(commitment, total))]


def _lock(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("program", "party", "objective")
    return rows.get(pk=commitment.pk)


def _possible_move(commitment: Commitment, to: str, by: Caller, on: dt.date) -> Move:
    """The move, if it exists from this state (else 409) and is this caller's (else 403)."""
    move = MOVES.find(commitment.status, to)
    if move is None:
        raise _not_from_here(commitment, by, on)
    sides = sides_of(by, commitment, on)
    if may_make(by, move, commitment, sides):
        return move
    if sides & move.by.sides(commitment.offered_by_side):
        raise Refused(
            _("A part of this is your own, so somebody else must agree to it: nobody stands at both ends."), "own_part"
        )
    raise Refused(
        _("This is not this side's move. It is up to: %(mover)s.") % {"mover": move.by.label}, "not_this_side"
    )


def _bind_municipality(changing: Change, commitment: Commitment, by: Caller, on: dt.date) -> None:
    """Accepting is a decision under a mandate. A department's money is the municipality's; a partner's is its own."""
    amount = commitment.amount if commitment.party.is_municipal and commitment.amount else Decimal(0)
    bind(
        changing,
        commitment.program,
        commitment,
        kind=DecisionKind.ACCEPT_COMMITMENT,
        amount=amount,
        by=by,
        on=on,
    )


def _not_from_here(commitment: Commitment, by: Caller, on: dt.date) -> Conflict:
    """Says where the commitment stands now and what the caller can do from there."""
    return MOVES.refusal(commitment.status, moves_of(by, commitment, on))


def _with(authors: list[str], by: Caller) -> list[str]:
    return list(dict.fromkeys([*authors, by.label()]))


def _side_of(commitment: Commitment, move: Move, by: Caller, on: dt.date) -> str:
    """The side for which the caller makes the move; at "either side" the municipality's when one stands on both."""
    allowed: frozenset[str] = sides_of(by, commitment, on) & move.by.sides(commitment.offered_by_side)
    return min(allowed)


def _make(changing: Change, commitment: Commitment, move: Move, side: str, *, reason: str, on: dt.date) -> StatusChange:
    origin, commitment.status = commitment.status, move.to
    fields = ["status"]
    if move.to == Status.OFFERED:
        commitment.offered_by, commitment.terms_by = changing.by.label(), _with(commitment.terms_by, changing.by)
        fields += ["offered_by", "terms_by"]
    if move.to == Status.REPORTED_DELIVERED:
        commitment.delivered_on, commitment.work_by = on, _with(commitment.work_by, changing.by)
        fields += ["delivered_on", "work_by"]
    commitment.save(update_fields=fields)
    return _record(changing, commitment, move.event, origin=origin, side=side, on=on, reason=reason)


def _record(
    changing: Change, commitment: Commitment, event: str, *, origin: str, side: str, on: dt.date, reason: str = ""
) -> StatusChange:
    status_change = StatusChange.objects.create(
        commitment=commitment,
        from_status=origin,
        to_status=commitment.status,
        side=side,
        by=changing.by.label(),
        reason=reason,
        on=on,
    )
    changing.emit(
        event,
        commitment,
        status=str(commitment.status),
        side=str(side),
    )
    return status_change


def _check_newest(replaces: ProgressReport | None) -> None:
    if replaces is not None and ProgressReport.objects.filter(replaces=replaces).exists():
        raise Conflict(_("This report was corrected already. Correct the newest one."), "already_replaced")
