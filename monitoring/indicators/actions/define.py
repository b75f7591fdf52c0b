"""Saying what is measured, and where it starts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.indicators import events
from monitoring.indicators.actions.checks import (
    check_question,
    lock,
    milestones_of,
    number_fault,
    raise_if,
    unlikely_day,
    unlikely_value,
    value_faults,
)
from monitoring.indicators.actions.judge import judge_now
from monitoring.indicators.models import Baseline, Indicator
from monitoring.indicators.names import language
from monitoring.indicators.questions import beside, figures_of, official_figures
from monitoring.indicators.rules import Direction
from monitoring.indicators.rules.numerals import long_date
from monitoring.public.statistics.models import Release, Topic
from programs.objectives.models import Objective
from programs.programs.actions import lock_open
from programs.programs.corrections import check_reason
from programs.programs.models import Program
from programs.programs.policies import can_edit_program
from tenants.kit.caller import Caller
from tenants.kit.checks import ask, day_faults
from tenants.kit.errors import Conflict, FieldError, Invalid
from tenants.kit.models import check_seen
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change
from tenants.public.geography.models import Region


def add_indicator(
    program: Program,
    *,
    direction: str,
    by: Caller,
    on: dt.date,
    name: str = "",
    objective: Objective | None = None,
    topic: Topic | None = None,
    group: str = "",
    region: Region | None = None,
    unit: str = "",
    decimals: int = 1,
    tolerance: Decimal | None = None,
    interval_months: int | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    is_key: bool = True,
    reason: str = "",
) -> Indicator:
    """Measure an official topic for an official region, or a measure of our own (then with a name and a unit).

    Once the council has decided on the programme, with a reason.
    """
    require(can_edit_program, by, program, on)
    indicator = Indicator(
        program=program,
        objective=objective,
        name=(name.strip() or (topic.name_nl if topic else ""))[:200],
        topic=topic,
        group=group,
        region=region,
        direction=direction,
        unit=topic.unit if topic else unit.strip(),
        decimals=topic.decimals if topic else decimals,
        tolerance=tolerance,
        interval_months=interval_months or (topic.interval_months if topic else 12),
        low=low,
        high=high,
        is_key=is_key,
        added_on=on,
    )
    _check_definition(indicator)
    with change(by, reason.strip()) as changing:
        # The council adopts the programme, or somebody closes it, while this is on its way.
        program = lock_open(program)
        check_reason(program, ["indicator"], reason)
        indicator.reason = reason.strip() if program.is_public else ""
        indicator.save()
        changing.emit(events.INDICATOR_ADDED, indicator)
    return indicator


def _check_definition(indicator: Indicator) -> None:
    errors = value_faults(indicator, low=indicator.low, high=indicator.high)
    errors += number_fault("tolerance", indicator.tolerance)
    if not errors:
        errors += _faults_of_bounds(indicator)
    if not indicator.name:
        errors.append(FieldError("name", "required", _("Say what is measured.")))
    if indicator.direction not in set(Direction):
        text = _("Choose which way it must go; that is never guessed.")
        errors.append(FieldError("direction", "required", text))
    if indicator.topic and not indicator.region:
        errors.append(FieldError("region", "required", _("Choose the official region it is measured for.")))
    if indicator.objective and indicator.objective.program_id != indicator.program_id:
        errors.append(FieldError("objective", "invalid", _("Choose an objective of this programme.")))
    if not 1 <= indicator.interval_months <= 1200:
        errors.append(FieldError("interval_months", "out_of_range", _("Give an interval of 1 to 1200 months.")))
    raise_if(errors)


def _faults_of_bounds(indicator: Indicator) -> list[FieldError]:
    errors = []
    is_range = indicator.direction == Direction.RANGE
    for field, bound in (("low", indicator.low), ("high", indicator.high)):
        if is_range and bound is None:
            errors.append(FieldError(field, "required", _("A range needs a lower and an upper bound.")))
        if not is_range and bound is not None:
            errors.append(FieldError(field, "only_for_range", _("Bounds are for a range only.")))
    if indicator.low is not None and indicator.high is not None and indicator.low > indicator.high:
        errors.append(FieldError("low", "bounds_swapped", _("The lower bound is above the upper bound.")))
    share = indicator.direction in (Direction.UP, Direction.DOWN)
    if indicator.tolerance is not None and (indicator.tolerance < 0 or (share and indicator.tolerance > 1)):
        text = _("Give a tolerance of 0 or more; of a path it is a share, such as 0.05.")
        errors.append(FieldError("tolerance", "out_of_range", text))
    return errors


def set_baseline(
    indicator: Indicator,
    *,
    value: Decimal,
    date: dt.date,
    source: str,
    by: Caller,
    on: dt.date,
    vintage: str = "",
    release: Release | None = None,
    seen: Seen | None = None,
    sure: bool = False,
) -> Baseline:
    """Where it starts (nulmeting). May be set again until the programme is adopted; afterwards it is frozen."""
    require(can_edit_program, by, indicator.program, on)
    errors = [*value_faults(indicator, value=value), *day_faults("date", date)]
    if date > on:
        errors.append(FieldError("date", "in_future", _("A baseline is a value of today or earlier.")))
    if not source.strip():
        errors.append(FieldError("source", "required", _("Say who measured it, and in which table.")))
    raise_if(errors)
    with change(by) as changing:
        indicator = lock(indicator)
        questions = unlikely_value(indicator, value, beside(indicator, date)) + unlikely_day(date, on)
        ask(questions, sure=sure or release is not None)
        baseline = _unfrozen_baseline(indicator, seen)
        baseline.value, baseline.date = value, date
        baseline.source, baseline.vintage, baseline.release = source.strip()[:200], vintage[:120], release
        # Measured from now on in a programme that is adopted already: nothing may shift any more.
        baseline.frozen_on = on if indicator.program.is_public else None
        indicator.baseline = baseline
        _check_against_targets(indicator, on)
        baseline.save()
        changing.emit(events.BASELINE_SET, indicator)
        judge_now(changing, indicator, on)
    return baseline


def set_official_baseline(
    indicator: Indicator, *, period: int, by: Caller, on: dt.date, seen: Seen | None = None
) -> Baseline:
    """The baseline from the official figure of a year: its value, the day it stands for, its source and vintage."""
    require(can_edit_program, by, indicator.program, on)
    if not indicator.is_official:
        text = _("This is a measure of our own; give its value, date and source.")
        raise Invalid([FieldError("period", "not_official", text)])
    found = figures_of(indicator, official_figures([indicator]))
    figure = next((each for each in found if each.period == period and each.value is not None), None)
    if figure is None or figure.value is None:
        known = ", ".join(str(each.period) for each in found if each.value is not None) or _("none")
        text = _("There is no figure of %(period)d for this region. Years with a figure: %(known)s.")
        raise Invalid([FieldError("period", "no_figure", text % {"period": period, "known": known})])
    return set_baseline(
        indicator,
        value=figure.value,
        date=figure.date,
        source=figure.source,
        vintage=figure.vintage,
        release=Release.objects.get(pk=figure.release_id),
        by=by,
        on=on,
        seen=seen,
    )


def _unfrozen_baseline(indicator: Indicator, seen: Seen | None) -> Baseline:
    check_seen(indicator.baseline if indicator.has_baseline() else None, seen)
    if not indicator.has_baseline():
        return Baseline(indicator=indicator)
    if indicator.baseline.frozen_on:
        text = _("The baseline was frozen on %(date)s, when the programme was adopted, and does not change any more.")
        raise Conflict(text % {"date": long_date(indicator.baseline.frozen_on, language())}, "baseline_frozen")
    return indicator.baseline


def _check_against_targets(indicator: Indicator, on: dt.date) -> None:
    """A baseline beyond the target is as wrong as a target on the wrong side."""
    targets = list(indicator.targets.in_force().order_by("date"))
    if not targets:
        return
    check_question(indicator, milestones_of(targets), on, {"value": "value", "date": "date"})
