"""Recording what the municipality measured itself, and putting right what was recorded wrongly."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.indicators import events
from monitoring.indicators.actions.checks import (
    lock,
    raise_if,
    unlikely_day,
    unlikely_value,
    value_faults,
)
from monitoring.indicators.actions.judge import judge_now
from monitoring.indicators.models import Indicator, Observation
from monitoring.indicators.policies import can_record_observation
from monitoring.indicators.questions import beside
from tenants.kit.caller import Caller
from tenants.kit.checks import ask, day_faults
from tenants.kit.clock import now
from tenants.kit.errors import Conflict, FieldError, Invalid
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.kit.templatetags.kit import figure
from tenants.outbox.actions import change


def record_observation(
    indicator: Indicator,
    *,
    value: Decimal,
    date: dt.date,
    source: str,
    by: Caller,
    on: dt.date,
    low: Decimal | None = None,
    high: Decimal | None = None,
    sample_size: int | None = None,
    group: str = "",
    sure: bool = False,
) -> Observation:
    """A value of our own, of everybody or of a group."""
    require(can_record_observation, by, indicator.program, on)
    measured = _Measured(value, date, source.strip()[:200], low, high, sample_size, group.strip()[:40])
    raise_if(_faults_of(indicator, measured, on))
    with change(by) as changing:
        indicator = lock(indicator)
        _check_free(indicator, measured)
        _check_likely(indicator, measured, on, sure=sure)
        observation = Observation.objects.create(indicator=indicator, recorded_at=now(), **vars(measured))
        changing.emit(events.OBSERVATION_RECORDED, indicator)
        judge_now(changing, indicator, on)
    return observation


def correct_observation(
    observation: Observation,
    *,
    value: Decimal,
    date: dt.date,
    source: str,
    reason: str,
    by: Caller,
    on: dt.date,
    low: Decimal | None = None,
    high: Decimal | None = None,
    sample_size: int | None = None,
    sure: bool = False,
    seen: Seen | None = None,
) -> Observation:
    """Another one in its place, with the reason; what was recorded wrongly stays to be seen."""
    require(can_record_observation, by, observation.indicator.program, on)
    measured = _Measured(value, date, source.strip()[:200], low, high, sample_size, observation.group)
    raise_if([*_faults_of(observation.indicator, measured, on), *_reason_owed(reason)])
    with change(by, reason.strip()) as changing:
        indicator = _withdraw(observation, reason, on, seen)
        _check_free(indicator, measured)
        _check_likely(indicator, measured, on, sure=sure)
        corrected = Observation.objects.create(
            indicator=indicator, recorded_at=now(), corrects=observation, **vars(measured)
        )
        changing.emit(events.OBSERVATION_CORRECTED, indicator)
        judge_now(changing, indicator, on)
    return corrected


def withdraw_observation(observation: Observation, *, reason: str, by: Caller, on: dt.date) -> None:
    """It should never have been recorded; with the reason it stays to be seen, and counts no more."""
    require(can_record_observation, by, observation.indicator.program, on)
    raise_if(_reason_owed(reason))
    with change(by, reason.strip()) as changing:
        indicator = _withdraw(observation, reason, on)
        changing.emit(events.OBSERVATION_WITHDRAWN, indicator)
        judge_now(changing, indicator, on)


LARGEST_SAMPLE = 1_000_000_000


@dataclass(frozen=True)
class _Measured:
    """What is known of a value: the fields of an observation."""

    value: Decimal
    date: dt.date
    source: str
    low: Decimal | None
    high: Decimal | None
    sample_size: int | None
    group: str


def _withdraw(observation: Observation, reason: str, on: dt.date, seen: Seen | None = None) -> Indicator:
    """Under the lock of the indicator: two people may withdraw or correct it at the same moment."""
    indicator = lock(observation.indicator)
    Observation.objects.get(pk=observation.pk).check_unchanged(seen)
    standing = Observation.objects.standing().filter(pk=observation.pk)
    if not standing.update(withdrawn_on=on, withdrawn_because=reason.strip()):
        raise Conflict(_("This value has been corrected or withdrawn already."))
    return indicator


def _faults_of(indicator: Indicator, measured: _Measured, on: dt.date) -> list[FieldError]:
    low, high = measured.low, measured.high
    errors = value_faults(indicator, value=measured.value, low=low, high=high) + day_faults("date", measured.date)
    if (low is None) != (high is None):
        field = "low" if low is None else "high"
        errors.append(FieldError(field, "bound_missing", _("Give both ends of the interval, or neither.")))
    elif not errors and low is not None and high is not None and not low <= measured.value <= high:
        errors.append(FieldError("value", "value_outside_interval", _("The value lies outside its own interval.")))
    if measured.date > on:
        errors.append(FieldError("date", "in_future", _("A value is measured today or earlier.")))
    if not measured.source:
        errors.append(FieldError("source", "required", _("Say who measured it.")))
    errors += _faults_of_sample(measured.sample_size)
    return errors


def _faults_of_sample(size: int | None) -> list[FieldError]:
    """No more than its column holds: whoever types a telephone number there is told."""
    if size is not None and size < 1:
        return [FieldError("sample_size", "not_positive", _("A sample has at least one answer."))]
    if size is not None and size > LARGEST_SAMPLE:
        text = _("A sample has at most %(most)s answers.") % {"most": figure(LARGEST_SAMPLE)}
        return [FieldError("sample_size", "too_large", text)]
    return []


def _check_free(indicator: Indicator, measured: _Measured) -> None:
    """A second value of a day would count instead of the first, which nobody would then have corrected."""
    if indicator.observations.standing().filter(date=measured.date, group=measured.group).exists():
        text = _("There is a value of this day already. Correct it, and say why.")
        raise Invalid([FieldError("date", "taken", text)])


def _check_likely(indicator: Indicator, measured: _Measured, on: dt.date, *, sure: bool) -> None:
    """Beside the value that is known nearest to its day; a group may differ from the total as it does."""
    known = None if measured.group else beside(indicator, measured.date)
    start = indicator.baseline.date if indicator.has_baseline() else on
    questions = unlikely_value(indicator, measured.value, known) + unlikely_day(measured.date, start)
    ask(questions, sure=sure)


def _reason_owed(reason: str) -> list[FieldError]:
    if reason.strip():
        return []
    return [FieldError("reason", "required", _("Say what was wrong with it; the old value stays to be seen."))]
