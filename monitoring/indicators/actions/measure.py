"""Recording what the municipality measured itself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.indicators import events
from monitoring.indicators.actions.checks import lock, number_fault
from monitoring.indicators.actions.judge import judge_now
from monitoring.indicators.models import Indicator, Observation
from monitoring.indicators.policies import can_record_observation
from tenants.kit.caller import Caller
from tenants.kit.clock import now
from tenants.kit.errors import FieldError, Invalid
from tenants.kit.policies import require
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
) -> Observation:
    """A value of our own. A correction is a second value for the same day: the one recorded last counts."""
    require(can_record_observation, by, indicator.program, on)
    errors = _faults_of_interval(value, low, high)
    if date > on:
        errors.append(FieldError("date", "in_future", _("A value is measured today or earlier.")))
    if not source.strip():
        errors.append(FieldError("source", "required", _("Say who measured it.")))
    if sample_size is not None and sample_size < 1:
        errors.append(FieldError("sampleSize", "not_positive", _("A sample has at least one answer.")))
    if errors:
        raise Invalid(errors)
    with change(by) as changing:
        indicator = lock(indicator)
        observation = Observation.objects.create(
            indicator=indicator,
            date=date,
            value=value,
            low=low,
            high=high,
            sample_size=sample_size,
            source=source.strip()[:200],
            group=group.strip()[:40],
            recorded_at=now(),
        )
        changing.emit(events.OBSERVATION_RECORDED, indicator, programId=str(indicator.program_id))
        judge_now(changing, indicator, on)
    return observation


def _faults_of_interval(value: Decimal, low: Decimal | None, high: Decimal | None) -> list[FieldError]:
    errors = [*number_fault("value", value), *number_fault("low", low), *number_fault("high", high)]
    if (low is None) != (high is None):
        field = "low" if low is None else "high"
        errors.append(FieldError(field, "bound_missing", _("Give both ends of the interval, or neither.")))
    elif not errors and low is not None and high is not None and not low <= value <= high:
        errors.append(FieldError("value", "value_outside_interval", _("The value lies outside its own interval.")))
    return errors
