"""Who may do what with programmes. Whether something is possible in its present state is for the action to say."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from programs.programs.models import Program
from tenants.accounts.choices import Role
from tenants.accounts.standing import (
    administers,
    edits_every_program,
    keeps_the_council_s_papers,
    makes_programs,
    works_on_drafts,
)
from tenants.kit.caller import Caller
from tenants.kit.policies import refusal
from tenants.policy.choices import AdoptionRecordedBy
from tenants.policy.current import chose_the_recorder_of_late, current_policy


@refusal(_("Only an administrator, an area manager or a programme editor can start a programme."))
def can_start_program(caller: Caller, on: dt.date) -> bool:
    return makes_programs(caller)


@refusal(_("Only an administrator or an editor hands a programme over to another manager."))
def can_choose_manager(caller: Caller, on: dt.date) -> bool:
    """An area manager starts programmes for themselves."""
    return edits_every_program(caller)


def can_see_drafts(caller: Caller, on: dt.date) -> bool:
    return works_on_drafts(caller)


@refusal(_("Only the manager of this programme, an editor or an administrator can do this."))
def can_edit_program(caller: Caller, program: Program, on: dt.date) -> bool:
    """Vision, sources, phases, objectives and state: editors, administrators, and the manager of this programme."""
    return edits_every_program(caller) or (caller.has_role(Role.AREA_MANAGER) and caller.is_user(program.manager_id))


@refusal(
    _(
        "Who records what the council decided is a choice of the municipality: see its settings. "
        "Whoever changed that choice leaves it to somebody else for 30 days, so that nobody stands at both ends."
    )
)
def can_adopt_vision(caller: Caller, program: Program, on: dt.date) -> bool:
    """The clerk; an administrator or whoever edits the programme only where the municipality chose so, and never whoever
    made that choice of late. Two queries."""
    if caller.is_system or keeps_the_council_s_papers(caller):
        return True
    policy = current_policy()
    if policy.adoption_recorded_by == AdoptionRecordedBy.EDITORS_TOO:
        may = can_edit_program(caller, program, on)
    else:
        may = policy.adoption_recorded_by == AdoptionRecordedBy.CLERK_OR_ADMINISTRATOR and administers(caller)
    return may and not chose_the_recorder_of_late(caller, policy)
