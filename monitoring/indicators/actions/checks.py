"""What every action on indicators asks first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.indicators import rules
from monitoring.indicators.faults import sentence_of
from monitoring.indicators.models import Indicator, Target
from monitoring.indicators.names import language
from monitoring.indicators.questions import bounds_of, unit_of
from monitoring.indicators.rules.numerals import long_date
from programs.programs.actions import lock_open
from tenants.kit.errors import FieldError, Invalid


def lock(indicator: Indicator) -> Indicator:
    """The indicator as it is now, of a programme that goes on. The manager and an editor may set its targets at the same
    moment, while the council adopts the programme or somebody closes it.
    """
    lock_open(indicator.program)
    locked = Indicator.objects.select_for_update(of=("self",)).select_related("program", "baseline")
    return locked.get(pk=indicator.pk)


def number_fault(field: str, value: Decimal | None) -> list[FieldError]:
    """A column holds fourteen digits before the comma; more than that is a slip of the keyboard."""
    if value is None or (value.is_finite() and value.adjusted() < 14):
        return []
    return [FieldError(field, "not_a_number", _("Give an ordinary number."))]


def value_faults(indicator: Indicator, **values: Decimal | None) -> list[FieldError]:
    """Of each field that holds a value in the indicator's unit."""
    bounds = bounds_of(indicator)
    errors = []
    for field, value in values.items():
        faults = number_fault(field, value)
        if value is not None and not faults and not bounds.hold(value):
            faults = [FieldError(field, "out_of_bounds", _outside(bounds, indicator))]
        errors += faults
    return errors


def _outside(bounds: rules.Bounds, indicator: Indicator) -> str:
    unit = unit_of(indicator)
    if bounds.low is not None and bounds.high is not None:
        ends = {"low": unit.value(bounds.low, language()), "high": unit.value(bounds.high, language())}
        return _("A value in this unit lies between %(low)s and %(high)s.") % ends
    return _("A value in this unit is %(low)s or more.") % {"low": unit.value(bounds.low or Decimal(0), language())}


def unlikely_day(day: dt.date, start: dt.date) -> list[FieldError]:
    """What to ask about a value of so long before the baseline, or a baseline of so long ago."""
    if rules.is_likely_day(day, start):
        return []
    known = {"years": rules.YEARS_BEFORE, "start": long_date(start, language())}
    told = _("That is more than %(years)d years before %(start)s. Is this right?") % known
    return [FieldError("date", "unlikely", told)]


def unlikely_value(indicator: Indicator, value: Decimal, beside: rules.DatedValue | None) -> list[FieldError]:
    """What to ask about a value that lies far from the one beside it."""
    if beside is None or rules.is_likely(value, beside.value, indicator.unit):
        return []
    unit = unit_of(indicator)
    known = {
        "value": unit.value(value, language()),
        "known": unit.value(beside.value, language()),
        "day": long_date(beside.date, language()),
    }
    told = _("%(value)s is far from %(known)s, the value of %(day)s. Is this right?") % known
    return [FieldError("value", "unlikely", told)]


def raise_if(errors: Iterable[FieldError]) -> None:
    found = list(errors)
    if found:
        raise Invalid(found)


def check_question(
    indicator: Indicator, milestones: Iterable[rules.DatedValue], on: dt.date, fields: Mapping[str, str]
) -> None:
    """Refuse what the rule refuses, in its own words, at the field of the form or the API.

    `fields` translates the rule's pointers; what has none in it is said of the first field.
    """
    question = rules.Question(
        direction=rules.Direction(indicator.direction),
        baseline=rules.DatedValue(indicator.baseline.date, indicator.baseline.value.normalize()),
        today=on,
        milestones=tuple(milestones),
        low=indicator.low,
        high=indicator.high,
        tolerance=indicator.tolerance,
        interval_months=indicator.interval_months,
    )
    first = next(iter(fields.values()))
    raise_if(
        FieldError(
            fields.get(fault.pointer) or fields.get(fault.pointer.rsplit("/", 1)[-1]) or first,
            fault.code,
            sentence_of(fault),
        )
        for fault in rules.faults_of(question)
    )


def milestones_of(targets: Iterable[Target], added: rules.DatedValue | None = None) -> list[rules.DatedValue]:
    """The targets in force, with one more if there is one, in order of date."""
    known = [rules.DatedValue(target.date, target.value.normalize()) for target in targets]
    return sorted([*known, added] if added else known, key=lambda target: target.date)
