"""Setting objectives, putting them right, and removing what was never decided on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from programs.objectives import events
from programs.objectives.choices import Horizon
from programs.objectives.models import Objective
from programs.programs.actions import lock_open
from programs.programs.choices import Theme
from programs.programs.corrections import check_reason
from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, FieldError, Invalid, NotFound
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
) -> Objective:
    """Something the programme wants to reach, by itself or as a part of a larger objective of the same programme."""
    require(can_edit_program, by, program, on)
    with change(by) as changing:
        program = lock_open(program)
        _check(program, title.strip(), theme, horizon, parent)
        objective = Objective.objects.create(
            program=program,
            parent=parent,
            theme=theme,
            horizon=horizon,
            title=title.strip(),
            explanation=explanation.strip(),
        )
        changing.emit(events.OBJECTIVE_SET, objective, programId=str(program.pk), theme=theme)
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
        _check(program, title.strip(), theme, horizon, parent, objective)
        wanted = {"title": title.strip(), "theme": theme, "horizon": horizon, "explanation": explanation.strip()}
        changed = objective.save_changes(**wanted, parent=parent)
        check_reason(program, changed, reason)
        if changed:
            changing.emit(
                events.OBJECTIVE_CHANGED, objective, programId=str(program.pk),
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
        changing.emit(events.OBJECTIVE_REMOVED, objective, programId=str(program.pk))
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


def _check(
    program: Program,
    title: str,
    theme: str,
    horizon: str,
    parent: Objective | None,
    objective: Objective | None = None,
) -> None:
    errors = []
    if not title:
        errors.append(FieldError("title", "required", _("Say in one sentence what will be different.")))
    if len(title) > 200:
        errors.append(FieldError("title", "too_long", _("Use at most 200 characters; explain it below.")))
    if theme not in Theme.values:
        errors.append(FieldError("theme", "invalid", _("Choose a theme from the list.")))
    if horizon not in Horizon.values:
        errors.append(FieldError("horizon", "invalid", _("Choose a term from the list.")))
    if parent is not None and (fault := _fault_of_parent(parent, program, objective)):
        errors.append(FieldError("parent", "invalid", fault))
    if errors:
        raise Invalid(errors)


def _fault_of_parent(parent: Objective, program: Program, objective: Objective | None) -> str:
    """Why `objective`, or a new one, cannot be a part of `parent`; empty when it can. One query."""
    if parent.program_id != program.pk:
        return _("The larger objective belongs to another programme.")
    above = dict(Objective.objects.filter(program=program).values_list("pk", "parent_id"))
    if parent.pk not in above:
        return _("Somebody removed the larger objective in the meantime. Choose another one.")
    if objective is not None and _lies_in(parent.pk, objective.pk, above):
        return _("An objective cannot be a part of itself.")
    return ""


def _lies_in(part: UUID, whole: UUID, above: Mapping[UUID, UUID | None]) -> bool:
    """Whether `part` is `whole`, or stands somewhere below it; `above` names what each stands right below."""
    step: UUID | None = part
    while step is not None and step != whole:
        step = above.get(step)
    return step is not None
