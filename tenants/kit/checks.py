"""Everything that is wrong with a row, at once: its fields, its constraints, and what its model's `faults_on` says.

Actions refuse it here. Forms and the API ask the same beforehand, so that it is told with the faults of form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set

from django.core.exceptions import ValidationError

from tenants.kit import reading
from tenants.kit.errors import FieldError, Invalid, Text, Unlikely
from tenants.kit.fields import MOST_OF_A_REASON, PLAUSIBLE_YEARS, SAY_WHY, TOO_LONG, filled
from tenants.kit.models import Row

# Codes of a value that is too small or too large, but known: what depends on it can be judged all the same.
BEYOND = ("min_value", "max_value")
# Django's and DRF's names of what is the same to whoever is told.
CODES = {"blank": "required", "null": "required", "max_length": "too_long", "invalid_choice": "invalid"}


def given_reason(reason: str, missing: Text = SAY_WHY, *, owed: bool = True) -> str:
    """The reason as it is kept; raises Invalid with what to do, also when one is owed and there is none."""
    try:
        given = reading.lines(reason)
    except reading.Unreadable:
        given = ""
    if owed and not given:
        raise Invalid([FieldError("reason", "required", missing)])
    if len(given) > MOST_OF_A_REASON:
        raise Invalid([FieldError("reason", "too_long", filled(TOO_LONG, limit=MOST_OF_A_REASON))])
    return given


def check(row: Row, on: dt.date, *more: FieldError | None) -> None:
    """Raises Invalid with all of it. `more` is what only the action can know; None is nothing. Cleans the fields."""
    if faults := [*faults_of(row, on), *(fault for fault in more if fault)]:
        raise Invalid(faults)


def day_faults(field: str, day: dt.date | None) -> list[FieldError]:
    """What is wrong with a day that no column of `columns.Day` judges."""
    if day is None or reading.EARLIEST <= day <= reading.LATEST:
        return []
    return [FieldError(field, "out_of_range", PLAUSIBLE_YEARS)]


def ask(questions: Iterable[FieldError], *, sure: bool) -> None:
    """Raises Unlikely with all that hardly ever is right, until whoever wants it says that it is."""
    if not sure and (found := list(questions)):
        raise Unlikely(found)


def faults_of(row: Row, on: dt.date, *, unread: Collection[str] = ()) -> Iterator[FieldError]:
    """What is wrong with the row on a day. `unread` are the fields that nobody knows: what depends on one is not judged."""
    wrong, beyond = set(unread), set()
    for name, errors in _told(row.clean_fields, wrong):
        wrong.add(name)
        if all(each.code in BEYOND for each in errors):
            beyond.add(name)
        yield from (_fault(name, each) for each in errors)
    for name, errors in _told(row.validate_constraints, wrong - beyond):
        if name not in wrong:
            yield from (_fault(name, each) for each in errors)
            wrong.add(name)
    for fault in row.faults_on(on):
        if fault.field not in wrong:
            yield fault


def _told(ask: Callable[..., None], exclude: Set[str]) -> Sequence[tuple[str, list[ValidationError]]]:
    try:
        ask(exclude={*exclude})
    except ValidationError as error:
        return list(error.error_dict.items())
    return ()


def _fault(name: str, error: ValidationError) -> FieldError:
    return FieldError(name, CODES.get(error.code or "", error.code or "invalid"), " ".join(error.messages))


def beforehand(row: Row, on: dt.date, *, asked: Set[str], wrong: Set[str]) -> Iterator[FieldError]:
    """What an action would refuse of a row that a form or a body makes of the fields it asks for; `wrong` are told already.

    What is not asked, and not there either, is set by the action.
    """
    names = {field.name: field for field in row._meta.fields}
    for name in wrong & names.keys():
        setattr(row, names[name].attname, None)
    absent = {
        name for name, field in names.items() if name not in asked and getattr(row, field.attname) in field.empty_values
    }
    return faults_of(row, on, unread={*wrong, *absent})
