"""What can be wrong with what is asked of the rule, as sentences in the language of the reader."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from monitoring.indicators.names import DIRECTION_NAMES, language
from monitoring.indicators.rules import Direction, QuestionFault
from monitoring.indicators.rules.numerals import decimals_of, long_date, numeral

_SENTENCES = {
    "not_an_object": _("Give an object with fields here."),
    "not_a_list": _("Give a list here."),
    "required": _("Fill in this field."),
    "unknown": _("This field is unknown. Known fields: %(known)s."),
    "duplicate": _("This field is given more than once."),
    "not_a_number": _("Give a number, for example 70.5."),
    "not_finite": _("Give a finite number."),
    "too_large": _("The number must be smaller than %(limit)s."),
    "not_whole": _("Give a whole number."),
    "not_positive": _("Give a number greater than zero."),
    "negative": _("A tolerance cannot be less than zero."),
    "share_above_one": _("The tolerance is a share of the path to the target; write 0.05 for five percent."),
    "not_a_date": _("Give an existing date as year-month-day, for example 2025-01-31."),
    "not_a_moment": _("Give a moment such as 2025-01-31T12:00:00Z."),
    "not_a_text": _("Give a plain text."),
    "direction": _("Choose a direction: %(known)s. The direction is never guessed."),
    "no_milestone": _("Give at least one target with a date; up and down need one."),
    "date_order": _("This date must come after %(after)s."),
    "wrong_side": _(
        "The target of %(value)s is on the wrong side of the baseline of %(baseline)s for the direction “%(direction)s”."
    ),
    "no_path": _(
        "The target equals the baseline of %(baseline)s. If it has to stay as it is, choose the direction “%(keep)s”."
    ),
    "not_the_baseline": _("When it has to stay as it is, the baseline of %(baseline)s is the target."),
    "outside_bounds": _("This target is outside the bounds %(low)s to %(high)s."),
    "only_for_range": _("Bounds are for the direction “%(range)s” only."),
    "bound_missing": _("Give a lower and an upper bound, or neither."),
    "bounds_swapped": _("The lower bound of %(low)s is greater than the upper bound of %(high)s."),
    "value_outside_interval": _("The value of %(value)s is outside its own interval %(low)s to %(high)s."),
}


def sentence_of(fault: QuestionFault) -> str:
    names = {direction.value: str(name) for direction, name in DIRECTION_NAMES.items()}
    return str(_SENTENCES[fault.code]) % {**names, **{name: _written(value) for name, value in fault.figures.items()}}


def _written(value: str | Decimal | dt.date) -> str:
    if isinstance(value, Direction):
        return str(DIRECTION_NAMES[value])
    if isinstance(value, dt.date):
        return long_date(value, language())
    return numeral(value, decimals_of(value), language()) if isinstance(value, Decimal) else value
