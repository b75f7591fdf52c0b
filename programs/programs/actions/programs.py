"""Starting a programme and moving it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.areas.models import Area
from programs.programs import events
from programs.programs.choices import ProgramKind
from programs.programs.corrections import reason_owed
from programs.programs.duties import tell_changed
from programs.programs.models import Program, ProgramArea
from programs.programs.moves import MOVES, moves_by_hand
from programs.programs.policies import can_choose_manager, can_edit_program, can_start_program
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.caller import Caller
from tenants.kit.checks import check, given_reason
from tenants.kit.errors import Conflict, FieldError, Refused
from tenants.kit.moves import Move
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import Change, change

NO_AREA = gettext_lazy("Choose the area that the programme is for.")


def start_program(
    *,
    title: str,
    areas: Sequence[Area],
    by: Caller,
    on: dt.date,
    kind: str = ProgramKind.ORDINARY,
    manager: User | None = None,
    lead_organisation: str = "",
    summary: str = "",
    is_example: bool = False,
) -> Program:
    """A draft programme. Without a named manager it belongs to the area manager who starts it."""
    require(can_start_program, by, on)
    if manager is not None and not by.is_user(manager.pk) and not can_choose_manager(by, on):
        raise Refused(_("You can start a programme for yourself only. Ask an administrator to start it for another."))
    manager_id = manager.pk if manager else _own_id(by)
    with change(by) as changing:
        areas = _lock(areas)
        program = Program(
            title=title, kind=kind, lead_organisation=lead_organisation, summary=summary, manager_id=manager_id,
            started_on=on, is_example=is_example,
        )  # fmt: skip
        check(program, on, *_faults_of_areas(areas, areas, on), *_faults_of_manager(manager))
        program.save()
        for area in areas:
            ProgramArea.objects.create(program=program, area=area)
        changing.emit(events.PROGRAM_STARTED, program, kind=kind)
    return program


def change_program(
    program: Program,
    *,
    title: str,
    areas: Sequence[Area],
    kind: str,
    manager: User | None,
    lead_organisation: str,
    summary: str,
    by: Caller,
    on: dt.date,
    reason: str = "",
    seen: Seen | None = None,
) -> Program:
    """Put it right, or hand it over to another manager. Once the council has decided on it, with a reason."""
    require(can_edit_program, by, program, on)
    with change(by, reason.strip()) as changing:
        program = lock_open(program)
        program.check_unchanged(seen)
        before = program.manager_id
        if manager != program.manager:
            require(can_choose_manager, by, on)
        areas, present = _lock(areas), set(program.areas.all())
        faults = _faults_of_areas(areas, [area for area in areas if area not in present], on)
        faults += _faults_of_manager(manager) if manager != program.manager else []
        changed = program.put(
            title=title, kind=kind, manager=manager, lead_organisation=lead_organisation, summary=summary
        )
        differs = [*changed, *(["areas"] if present != set(areas) else [])]
        check(program, on, *faults, reason_owed(program, differs, reason))
        if differs:
            program.save(update_fields=changed)  # also when nothing but areas differ: the moment of change
            _set_areas(program, areas)
        tell_changed(changing, program, differs, before)
    return program


def lock_open(program: Program) -> Program:
    """The programme as it is now, held until the end of the transaction. Conflict: it has ended, and nobody works on it.

    Two people work on it, or one of them closes it: the second waits, and then looks.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    check_open(program)
    return program


def check_open(program: Program) -> None:
    """For what changes nothing, such as a preview. Conflict: the programme has ended."""
    if program.has_ended:
        raise Conflict(_("This programme has ended; it stays as it is."), "program_ended")


def _lock(areas: Sequence[Area]) -> list[Area]:
    """Somebody takes an area out of use while a programme is to work in it: one of the two waits, and then looks."""
    return list(Area.objects.select_for_update().filter(pk__in=[area.pk for area in areas]).order_by("pk"))


def _set_areas(program: Program, areas: Sequence[Area]) -> None:
    """Row by row, so that the history tells which area came and which went."""
    wanted, present = set(areas), {row.area: row for row in program.program_areas.select_related("area")}
    for area in wanted - set(present):
        ProgramArea.objects.create(program=program, area=area)
    for area in set(present) - wanted:
        present[area].delete()


def move_program(
    program: Program, to: str, *, by: Caller, on: dt.date, reason: str = "", seen: Seen | None = None
) -> Program:
    """Give a plan up, start the work, close it. What goes before the council is the vision: see `propose_vision`."""
    require(can_edit_program, by, program, on)
    with change(by, reason.strip()) as changing:
        # Two people, two moves: the second sees where the first left it.
        program = Program.objects.select_for_update().get(pk=program.pk)
        move = MOVES.required(program.status, to, possible=moves_by_hand(program.status))
        if move.needs_reason:
            given_reason(reason)
        program.check_unchanged(seen)
        move_to(changing, program, move)
    return program


def move_to(changing: Change, program: Program, move: Move) -> None:
    """Bring a locked programme into another state, and say so."""
    program.save_changes(status=move.to)
    changing.emit(move.event, program, before=move.origin, after=move.to)


def _own_id(by: Caller) -> UUID | None:
    return UUID(by.id) if by.kind == "user" and by.has_role(Role.AREA_MANAGER) else None


def _faults_of_areas(areas: Sequence[Area], new: Sequence[Area], on: dt.date) -> list[FieldError]:
    """What is wrong. An area that the programme has already may be out of use; a `new` one may not."""
    if not areas:
        return [FieldError("areas", "required", NO_AREA)]
    told = _("The area %(area)s is not in use any more. Choose another one.")
    return [FieldError("areas", "invalid", told % {"area": area}) for area in new if not area.is_valid_on(on)]


def _faults_of_manager(manager: User | None) -> list[FieldError]:
    if manager is None or (manager.is_active and Role.AREA_MANAGER in manager.roles):
        return []
    text = _("%(person)s is not an area manager. Choose somebody who is.") % {"person": manager}
    return [FieldError("manager", "invalid", text)]
