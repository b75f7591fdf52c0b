"""Amounts of money as they can be stored: euros with at most two decimals."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

_TOO_MUCH = Decimal(10) ** 10
MOST = _TOO_MUCH - Decimal("0.01")


def fault_in_amount(amount: Decimal) -> str:
    """What is wrong with an amount, as a sentence; empty when nothing is."""
    if not amount.is_finite() or not 0 <= amount < _TOO_MUCH:
        return _("Enter an amount between zero and ten thousand million euros.")
    if amount != round(amount, 2):
        return _("Enter an amount in euros and cents.")
    return ""
