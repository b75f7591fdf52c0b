"""Putting right what is measured, and taking out what was added by mistake."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from monitoring.indicators import events
from monitoring.indicators.actions.checks import lock
from monitoring.indicators.actions.judge import judge_now
from monitoring.indicators.models import Indicator
from programs.objectives.models import Objective
from programs.programs.corrections import check_reason
from programs.programs.policies import can_edit_program
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, FieldError, Invalid
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change


def change_indicator(
    indicator: Indicator,
    *,
    name: str,
    objective: Objective | None,
    is_key: bool,
    by: Caller,
    on: dt.date,
    unit: str | None = None,
    interval_months: int | None = None,
    reason: str = "",
    seen: Seen | None = None,
) -> Indicator:
    """Other words, another objective, or whether it counts for the outcome. What is measured and which way stays.

    Unit and interval can only change of a measure of our own; None leaves them. Once the council has decided on the
    programme, with a reason.
    """
    require(can_edit_program, by, indicator.program, on)
    wanted: dict[str, Any] = {"name": name.strip(), "objective": objective, "is_key": is_key}
    if not indicator.is_official:
        wanted |= {"unit": indicator.unit if unit is None else unit.strip()}
        wanted |= {"interval_months": interval_months or indicator.interval_months}
    _check(indicator, wanted)
    with change(by, reason.strip()) as changing:
        indicator = lock(indicator)
        indicator.check_unchanged(seen)
        changed = indicator.save_changes(**wanted)
        check_reason(indicator.program, changed, reason)
        if changed:
            changing.emit(events.INDICATOR_CHANGED, indicator, fields=changed)
            judge_now(changing, indicator, on)
    return indicator


def remove_indicator(indicator: Indicator, *, by: Caller, on: dt.date) -> None:
    """Take out what was added by mistake: with its baseline and targets, as long as nobody decided on them."""
    require(can_edit_program, by, indicator.program, on)
    with change(by) as changing:
        indicator = lock(indicator)
        if indicator.program.is_public:
            raise Conflict(_("The council has decided on what is measured. It can be left out of the outcome instead."))
        if indicator.observations.exists() or indicator.targets.filter(superseded_on__isnull=False).exists():
            raise Conflict(_("Values or revised targets stand with this indicator; they are kept, and so it stays."))
        changing.emit(events.INDICATOR_REMOVED, indicator)
        indicator.targets.all().delete()
        if indicator.has_baseline():
            indicator.baseline.delete()
        indicator.delete()


def _check(indicator: Indicator, wanted: dict[str, Any]) -> None:
    errors = []
    if not 0 < len(wanted["name"]) <= 200:
        errors.append(FieldError("name", "required", _("Say what is measured.")))
    objective = wanted["objective"]
    if objective and objective.program_id != indicator.program_id:
        errors.append(FieldError("objective", "invalid", _("Choose an objective of this programme.")))
    if not 1 <= wanted.get("interval_months", 1) <= 1200:
        errors.append(FieldError("interval_months", "out_of_range", _("Give an interval of 1 to 1200 months.")))
    if errors:
        raise Invalid(errors)
