"""What every action on indicators asks first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.indicators import rules
from monitoring.indicators.faults import sentence_of
from monitoring.indicators.models import Indicator, Target
from programs.programs.models import Program
from tenants.kit.errors import Conflict, FieldError, Invalid


def check_open(program: Program) -> None:
    if program.has_ended:
        raise Conflict(_("This programme has ended; what it measured stays as it is."))


def lock(indicator: Indicator) -> Indicator:
    """The indicator as it is now. The manager and an editor may set its targets at the same moment."""
    locked = Indicator.objects.select_for_update(of=("self",)).select_related("program", "baseline")
    return locked.get(pk=indicator.pk)


def number_fault(field: str, value: Decimal | None) -> list[FieldError]:
    """A column holds fourteen digits before the comma; more than that is a slip of the keyboard."""
    if value is None or (value.is_finite() and value.adjusted() < 14):
        return []
    return [FieldError(field, "not_a_number", _("Give an ordinary number."))]


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
    raise_faults(rules.faults_of(question), fields)


def raise_faults(faults: Iterable[rules.QuestionFault], fields: Mapping[str, str]) -> None:
    first = next(iter(fields.values()))
    errors = [
        FieldError(
            fields.get(fault.pointer) or fields.get(fault.pointer.rsplit("/", 1)[-1]) or first,
            fault.code,
            sentence_of(fault),
        )
        for fault in faults
    ]
    if errors:
        raise Invalid(errors)


def milestones_with(targets: Iterable[Target], added: rules.DatedValue) -> list[rules.DatedValue]:
    """The targets in force with one more, in order of date."""
    known = [rules.DatedValue(target.date, target.value.normalize()) for target in targets]
    return sorted([*known, added], key=lambda target: target.date)
