"""Months on the calendar; a day that does not exist becomes the last of its month."""

from calendar import monthrange
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day so many months later (or earlier), within the calendar that Python knows."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def one_and_a_half_intervals_before(day: date, interval_months: int) -> date:
    """The oldest day that still counts as recent; the half of an odd number of months is fifteen days."""
    months, half = divmod(3 * interval_months, 2)
    limit = months_after(day, -months)
    return limit - timedelta(days=15) if half and limit > date.min + timedelta(days=15) else limit
