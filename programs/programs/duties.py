"""The programmes that somebody manages, when their account closes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.programs import events
from programs.programs.choices import ENDED
from programs.programs.models import Program
from tenants.accounts.choices import Role
from tenants.accounts.duties import Duties, Duty
from tenants.accounts.models import User
from tenants.kit.order import in_dutch
from tenants.outbox.actions import Change


def _of(user: User, on: dt.date) -> Iterator[Duty]:
    managers = list(User.objects.active().with_role(Role.AREA_MANAGER).exclude(pk=user.pk).order_by(in_dutch("name")))
    for program in Program.objects.filter(manager=user).exclude(status__in=ENDED).order_by(in_dutch("title")):
        yield Duty(
            key=f"program-{program.pk}",
            title=_("Manages the programme “%(title)s”") % {"title": program.title},
            otherwise=_("Nobody manages it until an administrator or an editor names somebody."),
            pass_on=partial(_pass_on, program),
            url=reverse("program", args=[program.pk]),
            takers=managers,
        )


def _pass_on(program: Program, changing: Change, successor: User | None) -> None:
    """Somebody changes the programme while its manager leaves: the second waits, and then looks."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    before = program.manager_id
    changed = program.save_changes(manager=successor)
    tell_changed(changing, program, changed, before)


def tell_changed(changing: Change, program: Program, changed: list[str], before: UUID | None) -> None:
    """What is different about a programme, and to whom it was handed over."""
    if changed:
        changing.emit(events.PROGRAM_CHANGED, program, fields=changed)
    if "manager" in changed:
        changing.emit(
            events.PROGRAM_HANDED_OVER,
            program,
            fromManager=str(before) if before else None,
            toManager=str(program.manager_id) if program.manager_id else None,
        )


MANAGED = Duties(10, _of)
