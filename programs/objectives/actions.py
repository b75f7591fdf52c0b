"""Setting objectives, putting them right, and removing what was never decided on."""

from __future__ import annotations

import datetime as dt

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from programs.objectives import events
from programs.objectives.choices import Horizon
from programs.objectives.models import Objective
from programs.programs.actions import lock_open
from programs.programs.corrections import reason_owed
from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from tenants.kit.caller import Caller
from tenants.kit.checks import check
from tenants.kit.errors import Conflict, NotFound
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change


def set_objective(
    program: Program,
    *,
    title: str,
    theme: str,
    by: Caller,
    on: dt.date,
    horizon: str = Horizon.LONG,
    explanation: str = "",
    parent: Objective | None = None,
    reason: str = "",
) -> Objective:
    """Something the programme wants to reach, by itself or as a part of a larger objective of the same programme.

    Once the council has decided on the programme, with a reason.
    """
    require(can_edit_program, by, program, on)
    with change(by, reason.strip()) as changing:
        program = lock_open(program)
        objective = Objective(
            program=program, parent=parent, theme=theme, horizon=horizon, title=title, explanation=explanation
        )
        if program.is_public:
            objective.added_on, objective.reason = on, reason.strip()
        check(objective, on, reason_owed(program, ["objective"], reason))
        objective.save()
        changing.emit(events.OBJECTIVE_SET, objective, theme=objective.theme)
    return objective


def change_objective(
    objective: Objective,
    *,
    title: str,
    theme: str,
    horizon: str,
    explanation: str,
    parent: Objective | None,
    by: Caller,
    on: dt.date,
    reason: str = "",
    seen: Seen | None = None,
) -> Objective:
    """Put it in other words or another place. Once the council has decided on the programme, with a reason."""
    require(can_edit_program, by, objective.program, on)
    with change(by, reason.strip()) as changing:
        program = lock_open(objective.program)
        objective = _as_it_is_now(objective)
        objective.check_unchanged(seen)
        changed = objective.put(title=title, theme=theme, horizon=horizon, explanation=explanation, parent=parent)
        check(objective, on, reason_owed(program, changed, reason))
        if changed:
            objective.save(update_fields=changed)
            changing.emit(
                events.OBJECTIVE_CHANGED, objective,
                fields=changed,
            )  # fmt: skip
    return objective


def remove_objective(objective: Objective, *, by: Caller, on: dt.date) -> None:
    """Take out what was set by mistake, as long as nobody decided on it and nothing hangs on it."""
    require(can_edit_program, by, objective.program, on)
    with change(by) as changing:
        program = lock_open(objective.program)
        if program.is_public:
            raise Conflict(_("The council has decided on this objective. Change it, with a reason."))
        objective = _as_it_is_now(objective)
        changing.emit(events.OBJECTIVE_REMOVED, objective)
        try:
            objective.delete()
        except ProtectedError as error:
            names = ", ".join(f"“{row}”" for row in list(error.protected_objects)[:3])
            raise Conflict(
                _("Something hangs on this objective: %(names)s. Give that another objective first.") % {"names": names}
            ) from error


def _as_it_is_now(objective: Objective) -> Objective:
    found = Objective.objects.filter(pk=objective.pk).first()
    if found is None:
        raise NotFound(_("Somebody removed this objective in the meantime."))
    return found
