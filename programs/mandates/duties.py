"""Mandates and places in escalation routes that somebody holds, when their account closes.

A mandate is a person's own: it ends, and another one is granted. A place in a route goes to somebody else, so that
whatever was laid before the person can be answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.mandates import events
from programs.mandates.models import Escalation, EscalationStep, Mandate
from tenants.accounts.choices import Role
from tenants.accounts.duties import Duties, Duty
from tenants.accounts.models import User
from tenants.accounts.standing import STAFF
from tenants.kit.order import in_dutch
from tenants.outbox.actions import Change


def _mandates(user: User, on: dt.date) -> Iterator[Duty]:
    running = Mandate.objects.filter(valid_until__gt=on).select_related("manager").order_by("valid_from")
    for mandate in running.filter(manager=user):
        yield Duty(
            key=f"mandate-{mandate.pk}",
            title=_("Holds a mandate until %(day)s") % {"day": date_format(mandate.last_day, "j F Y")},
            otherwise=_("It ends today; what was decided stands. Grant another one to whoever succeeds."),
            pass_on=partial(_end, mandate, on),
            url=reverse("mandate", args=[mandate.pk]),
        )
    for mandate in running.filter(deputy=user, deputy_until__gt=on):
        yield Duty(
            key=f"deputy-{mandate.pk}",
            title=_("Is deputy of %(person)s") % {"person": mandate.manager},
            otherwise=_("%(person)s has no deputy from today on.") % {"person": mandate.manager},
            pass_on=partial(_end_deputy, mandate, on),
            url=reverse("mandate", args=[mandate.pk]),
        )


def _end(mandate: Mandate, on: dt.date, changing: Change, _successor: User | None) -> None:
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    mandate.save_changes(valid_until=max(on, mandate.valid_from))
    changing.emit(events.MANDATE_WITHDRAWN, mandate)


def _end_deputy(mandate: Mandate, on: dt.date, changing: Change, _successor: User | None) -> None:
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.deputy_from is not None and mandate.deputy_from < on:
        mandate.save_changes(deputy_until=on)
    else:
        mandate.save_changes(deputy=None, deputy_from=None, deputy_until=None)
    changing.emit(events.MANDATE_DEPUTY_ENDED, mandate)


def _steps(user: User, on: dt.date) -> Iterator[Duty]:
    """By name: to whoever is named, or to the administrators, of whom there is always one."""
    staff = list(User.objects.active().with_role(*STAFF).exclude(pk=user.pk).order_by(in_dutch("name")))
    for step in _in_use(EscalationStep.objects.filter(user=user), on):
        mandate = step.mandate
        yield Duty(
            key=f"step-{step.pk}",
            title=_answers(step, Escalation.objects.open().filter(step=step).count()),
            otherwise=_("The administrators answer from now on."),
            pass_on=partial(_name, [step]),
            url=reverse("mandate", args=[mandate.pk]),
            takers=[person for person in staff if person.pk not in (mandate.manager_id, mandate.deputy_id)],
        )


def _only_ones(user: User, on: dt.date) -> Iterator[Duty]:
    """By a role that nobody else holds."""
    for role in map(Role, user.roles):
        steps = list(_in_use(EscalationStep.objects.filter(user__isnull=True, role=role), on))
        if steps and not User.objects.active().with_role(role).exclude(pk=user.pk).exists():
            yield Duty(
                key=f"role-{role}",
                title=_("Is the only one who answers escalations as %(role)s") % {"role": role.label},
                otherwise=_("The administrators answer from now on."),
                pass_on=partial(_name, steps),
            )


def _in_use(steps: QuerySet[EscalationStep], on: dt.date) -> QuerySet[EscalationStep]:
    """Of mandates that still hold, or with a question that waits there."""
    waiting = Escalation.objects.open().values("step")
    used = steps.filter(Q(mandate__valid_until__gt=on) | Q(pk__in=waiting))
    return used.select_related("mandate__manager").order_by("mandate", "position")


def _answers(step: EscalationStep, waiting: int) -> str:
    told = _("Answers escalations of %(person)s") % {"person": step.mandate.manager}
    if not waiting:
        return told
    return ngettext("%(told)s; %(number)s waits", "%(told)s; %(number)s wait", waiting) % {
        "told": told,
        "number": waiting,
    }


def _name(steps: list[EscalationStep], changing: Change, successor: User | None) -> None:
    for step in steps:
        step.save_changes(user=successor, role="" if successor else Role.ADMINISTRATOR)
        changing.emit(events.MANDATE_ROUTE_CHANGED, step.mandate, position=step.position)


def _questions(user: User, on: dt.date) -> Iterator[Duty]:
    for escalation in Escalation.objects.open().filter(requested_by=user).order_by("answer_by"):
        yield Duty(
            key=f"question-{escalation.pk}",
            title=_("Asked for a decision: %(subject)s") % {"subject": escalation.subject},
            otherwise=_("It stays open; whoever was asked still answers."),
            pass_on=lambda changing, successor: None,
            url=reverse("escalation", args=[escalation.pk]),
        )


MANDATES = Duties(20, _mandates)
STEPS = Duties(30, _steps)
ONLY_ONES = Duties(40, _only_ones)
QUESTIONS = Duties(50, _questions)
