"""Saying where an indicator must go, and changing one's mind with a reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.indicators import events, rules
from monitoring.indicators.actions.checks import (
    check_open,
    check_question,
    lock,
    milestones_with,
    number_fault,
)
from monitoring.indicators.actions.judge import judge_now
from monitoring.indicators.models import Indicator, Target
from programs.programs.policies import can_edit_program
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, FieldError, Invalid
from tenants.kit.policies import require
from tenants.outbox.actions import change

_FIELDS = {"value": "value", "date": "date"}


def set_target(indicator: Indicator, *, value: Decimal, date: dt.date, by: Caller, on: dt.date) -> Target:
    """A dated target. One on the wrong side of the baseline is refused here, not discovered later."""
    require(can_edit_program, by, indicator.program, on)
    _check_value(value)
    with change(by) as changing:
        indicator = lock(indicator)
        check_open(indicator.program)
        _check_has_baseline(indicator)
        others = list(indicator.targets.in_force())
        if any(target.date == date for target in others):
            text = _("There is a target for this day already. Revise it, and say why.")
            raise Invalid([FieldError("date", "taken", text)])
        check_question(indicator, milestones_with(others, rules.DatedValue(date, value.normalize())), on, _FIELDS)
        target = Target.objects.create(indicator=indicator, date=date, value=value, set_on=on)
        changing.emit(events.TARGET_SET, indicator, programId=str(indicator.program_id))
        judge_now(changing, indicator, on)
    return target


def revise_target(
    target: Target, *, value: Decimal, reason: str, by: Caller, on: dt.date, date: dt.date | None = None
) -> Target:
    """Another value, or another day, with the reason; the old target stays to be seen."""
    require(can_edit_program, by, target.indicator.program, on)
    _check_value(value)
    if not reason.strip():
        raise Invalid([FieldError("reason", "required", _("Say why the target changes; the council will ask."))])
    date = date or target.date
    with change(by, reason) as changing:
        indicator = lock(target.indicator)
        check_open(indicator.program)
        target = Target.objects.get(pk=target.pk)
        if target.superseded_on:
            raise Conflict(_("This target has been revised already. Revise the one that replaced it."))
        others = list(indicator.targets.in_force().exclude(pk=target.pk))
        check_question(indicator, milestones_with(others, rules.DatedValue(date, value.normalize())), on, _FIELDS)
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
        changing.emit(events.TARGET_REVISED, indicator, programId=str(indicator.program_id))
        judge_now(changing, indicator, on)
    return revision


def _check_value(value: Decimal) -> None:
    if errors := number_fault("value", value):
        raise Invalid(errors)


def _check_has_baseline(indicator: Indicator) -> None:
    if not indicator.has_baseline():
        text = _("Set the baseline first; without it nobody can tell on which side the target is.")
        raise Conflict(text, "no_baseline")
