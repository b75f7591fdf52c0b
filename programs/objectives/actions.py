"""Setting objectives."""

from __future__ import annotations

from django.utils.translation import gettext as _

from programs.objectives import events
from programs.objectives.choices import Horizon
from programs.objectives.models import Objective
from programs.objectives.policies import can_set_objective
from programs.programs.choices import ENDED, Theme
from programs.programs.models import Program
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, FieldError, Invalid, Refused
from tenants.outbox.actions import change


def set_objective(
    program: Program,
    *,
    title: str,
    theme: str,
    by: Caller,
    horizon: str = Horizon.LONG,
    explanation: str = "",
    parent: Objective | None = None,
) -> Objective:
    """Something the programme wants to reach, by itself or as a part of a larger objective of the same programme."""
    if not can_set_objective(by, program):
        raise Refused(_("Only the manager of this programme, an editor or an administrator can do this."))
    _check(program, title.strip(), theme, horizon, parent)
    with change(by) as changing:
        # Somebody closes the programme while somebody else sets an objective: one of the two waits.
        program = Program.objects.select_for_update().get(pk=program.pk)
        if program.status in ENDED:
            raise Conflict(_("This programme has ended; no objectives can be added."))
        objective = Objective.objects.create(
            program=program,
            parent=parent,
            theme=theme,
            horizon=horizon,
            title=title.strip(),
            explanation=explanation.strip(),
        )
        changing.emit(
            events.OBJECTIVE_SET, objective, is_public=program.is_public, programId=str(program.pk), theme=theme
        )
    return objective


def _check(program: Program, title: str, theme: str, horizon: str, parent: Objective | None) -> None:
    errors = []
    if not title:
        errors.append(FieldError("title", "required", _("Say in one sentence what will be different.")))
    if len(title) > 200:
        errors.append(FieldError("title", "too_long", _("Use at most 200 characters; explain it below.")))
    if theme not in Theme.values:
        errors.append(FieldError("theme", "invalid", _("Choose a theme from the list.")))
    if horizon not in Horizon.values:
        errors.append(FieldError("horizon", "invalid", _("Choose a term from the list.")))
    if parent is not None and parent.program_id != program.pk:
        errors.append(FieldError("parent", "invalid", _("The larger objective belongs to another programme.")))
    if errors:
        raise Invalid(errors)
