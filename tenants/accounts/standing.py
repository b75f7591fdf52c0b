"""Who stands where: the groups of roles that rights are given to, each with its name in one place.

A policy asks one of these questions and adds what is its own: whose programme it is, which mandate holds.
"""

from __future__ import annotations

from tenants.accounts.choices import Role
from tenants.kit.caller import Caller

# At city hall: everybody with a role there. Council members see what is adopted; operators are nobody here.
STAFF = (
    Role.ADMINISTRATOR,
    Role.AREA_MANAGER,
    Role.PROGRAM_EDITOR,
    Role.DATA_STEWARD,
    Role.COUNCIL_CLERK,
    Role.READER,
)
# Who works on what the council has not decided on yet.
WORK_ON_DRAFTS = (Role.ADMINISTRATOR, Role.AREA_MANAGER, Role.PROGRAM_EDITOR, Role.DATA_STEWARD)
# Who starts programmes and what belongs to them.
MAKE_PROGRAMS = (Role.ADMINISTRATOR, Role.AREA_MANAGER, Role.PROGRAM_EDITOR)
# Who works on every programme, whoever manages it.
EDIT_EVERY_PROGRAM = (Role.ADMINISTRATOR, Role.PROGRAM_EDITOR)


def holds(caller: Caller, *roles: Role) -> bool:
    """Is the system itself, or a person with at least one of the roles. A key has none."""
    return caller.is_system or caller.has_role(*roles)


def works_here(caller: Caller) -> bool:
    """At city hall, in whatever role."""
    return holds(caller, *STAFF)


def works_on_drafts(caller: Caller) -> bool:
    return holds(caller, *WORK_ON_DRAFTS)


def makes_programs(caller: Caller) -> bool:
    return holds(caller, *MAKE_PROGRAMS)


def edits_every_program(caller: Caller) -> bool:
    return holds(caller, *EDIT_EVERY_PROGRAM)


def administers(caller: Caller) -> bool:
    return holds(caller, Role.ADMINISTRATOR)


def runs_the_installation(caller: Caller) -> bool:
    return holds(caller, Role.OPERATOR)


def keeps_the_council_s_papers(caller: Caller) -> bool:
    """The council clerk."""
    return caller.has_role(Role.COUNCIL_CLERK)


def sits_in_council(caller: Caller) -> bool:
    return caller.has_role(Role.COUNCIL_MEMBER)


def is_known_here(caller: Caller) -> bool:
    """Signed in with any role, on the host of the municipality or of the operator."""
    return holds(caller, *Role)


def acts_for_municipality(caller: Caller) -> bool:
    """At city hall, or a key of the municipality's own programs."""
    return works_here(caller) or caller.is_municipal_key
