"""Saying where an indicator must go, and changing one's mind with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.indicators import events, rules
from monitoring.indicators.actions.checks import (
    check_question,
    lock,
    milestones_of,
    raise_if,
    unlikely_value,
    value_faults,
)
from monitoring.indicators.actions.judge import judge_now
from monitoring.indicators.models import Indicator, Target
from monitoring.indicators.questions import exact
from programs.programs.corrections import check_reason
from programs.programs.policies import can_edit_program
from tenants.kit.caller import Caller
from tenants.kit.checks import ask, day_faults
from tenants.kit.errors import Conflict, FieldError, Invalid
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change

_FIELDS = {"value": "value", "date": "date"}


def set_target(
    indicator: Indicator,
    *,
    value: Decimal,
    date: dt.date,
    by: Caller,
    on: dt.date,
    reason: str = "",
    sure: bool = False,
    seen: Seen | None = None,
) -> Target:
    """A dated target. One on the wrong side of the baseline is refused here, not discovered later.

    Once the council has decided on the programme, with a reason: a target in between changes what is on track.
    """
    require(can_edit_program, by, indicator.program, on)
    raise_if([*value_faults(indicator, value=value), *day_faults("date", date)])
    with change(by, reason.strip()) as changing:
        indicator = lock(indicator)
        indicator.check_unchanged(seen)
        _check_has_baseline(indicator)
        others = list(indicator.targets.in_force())
        if any(target.date == date for target in others):
            text = _("There is a target for this day already. Revise it, and say why.")
            raise Invalid([FieldError("date", "taken", text)])
        _check_goal(indicator, others, value, date, on, sure=sure)
        check_reason(indicator.program, ["target"], reason)
        target = Target.objects.create(
            indicator=indicator,
            date=date,
            value=value,
            set_on=on,
            reason=reason.strip() if indicator.program.is_public else "",
        )
        indicator.touch()
        changing.emit(events.TARGET_SET, indicator)
        judge_now(changing, indicator, on)
    return target


def revise_target(
    target: Target,
    *,
    value: Decimal,
    reason: str,
    by: Caller,
    on: dt.date,
    date: dt.date | None = None,
    sure: bool = False,
    seen: Seen | None = None,
) -> Target:
    """Another value, or another day, with the reason; the old target stays to be seen."""
    require(can_edit_program, by, target.indicator.program, on)
    date = date or target.date
    raise_if([*value_faults(target.indicator, value=value), *day_faults("date", date), *_reason_owed(reason)])
    with change(by, reason) as changing:
        target = _lock_in_force(target)
        target.check_unchanged(seen)
        indicator = target.indicator
        _check_goal(indicator, indicator.targets.in_force().exclude(pk=target.pk), value, date, on, sure=sure)
        target.superseded_on = on
        target.save(update_fields=["superseded_on"])
        revision = Target.objects.create(
            indicator=indicator,
            date=date,
            value=value,
            set_on=on,
            revision=target.revision + 1,
            revises=target,
            reason=reason.strip(),
        )
        indicator.touch()
        changing.emit(events.TARGET_REVISED, indicator)
        judge_now(changing, indicator, on)
    return revision


def withdraw_target(target: Target, *, reason: str, by: Caller, on: dt.date) -> None:
    """Without another in its place: a target in between, or one of a plan that nobody decided on yet."""
    require(can_edit_program, by, target.indicator.program, on)
    raise_if(_reason_owed(reason))
    with change(by, reason) as changing:
        target = _lock_in_force(target)
        indicator = target.indicator
        left = list(indicator.targets.in_force().exclude(pk=target.pk))
        if indicator.program.is_public and indicator.needs_target and not left:
            raise Conflict(_("The council decided on this target, and it is the only one. Revise it instead."))
        if left:
            check_question(indicator, milestones_of(left), on, _FIELDS)
        target.superseded_on, target.withdrawn_because = on, reason.strip()
        target.save(update_fields=["superseded_on", "withdrawn_because"])
        indicator.touch()
        changing.emit(events.TARGET_WITHDRAWN, indicator)
        judge_now(changing, indicator, on)


def _lock_in_force(target: Target) -> Target:
    """The target as it is now, with its indicator, of which the lock is held."""
    indicator = lock(target.indicator)
    target = Target.objects.get(pk=target.pk)
    if target.withdrawn_because:
        raise Conflict(_("This target has been withdrawn."))
    if target.superseded_on:
        raise Conflict(_("This target has been revised already. Revise the one that replaced it."))
    target.indicator = indicator
    return target


def _check_goal(
    indicator: Indicator, others: Iterable[Target], value: Decimal, date: dt.date, on: dt.date, *, sure: bool
) -> None:
    check_question(indicator, milestones_of(others, rules.DatedValue(date, value.normalize())), on, _FIELDS)
    baseline = rules.DatedValue(indicator.baseline.date, exact(indicator.baseline.value))
    ask(unlikely_value(indicator, value, baseline), sure=sure)


def _reason_owed(reason: str) -> list[FieldError]:
    if reason.strip():
        return []
    return [FieldError("reason", "required", _("Say why the target changes; the council will ask."))]


def _check_has_baseline(indicator: Indicator) -> None:
    if not indicator.has_baseline():
        text = _("Set the baseline first; without it nobody can tell on which side the target is.")
        raise Conflict(text, "no_baseline")
