"""The terms of a mandate, and what is wrong with them: the same for the action and for each step of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from programs.areas.models import Area
from programs.mandates.amounts import fault_in_amount
from programs.mandates.choices import DecisionKind
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.kit.checks import day_faults
from tenants.kit.errors import FieldError


@dataclass(frozen=True)
class RouteStep:
    """Who is asked when the mandate says no, and within how many days the answer is due: a person or a role."""

    answer_days: int
    user: User | None = None
    role: str = ""


@dataclass(frozen=True)
class Terms:
    """What is granted to whom. `valid_until` and `deputy_until` are the day after the last one."""

    manager: User
    areas: Sequence[Area]
    kinds: Sequence[str]
    ceiling_per_decision: Decimal
    ceiling_per_year: Decimal
    valid_from: dt.date
    valid_until: dt.date
    route: Sequence[RouteStep]
    deputy: User | None = None
    deputy_from: dt.date | None = None
    deputy_until: dt.date | None = None
    reporting_line: str = ""
    presence: str = ""


def faults_in(terms: Terms) -> list[FieldError]:
    days = ("valid_from", "valid_until", "deputy_from", "deputy_until")
    return [
        *(fault for name in days for fault in day_faults(name, getattr(terms, name))),
        *_faults_in_people(terms),
        *_faults_in_extent(terms),
        *faults_in_term(terms.valid_from, terms.valid_until),
        *faults_in_deputy(terms.deputy, terms.deputy_from, terms.deputy_until, terms.valid_from, terms.valid_until),
    ]


def faults_in_ceilings(per_decision: Decimal, per_year: Decimal) -> list[FieldError]:
    if per_decision <= per_year:
        return []
    text = _("The ceiling per year cannot be lower than the ceiling per decision.")
    return [FieldError("ceiling_per_year", "too_low", text)]


def faults_in_term(valid_from: dt.date, valid_until: dt.date) -> list[FieldError]:
    if valid_from < valid_until:
        return []
    return [FieldError("valid_until", "too_early", _("The mandate must hold for at least a day."))]


def faults_in_deputy(
    deputy: User | None,
    deputy_from: dt.date | None,
    deputy_until: dt.date | None,
    valid_from: dt.date,
    valid_until: dt.date,
) -> list[FieldError]:
    """In the term of the deputy; who it may be, `faults_in_stand_in` says."""
    if deputy is None:
        if not (deputy_from or deputy_until):
            return []
        return [FieldError("deputy", "required", _("Choose the deputy whose term this is."))]
    if deputy_from is None or deputy_until is None:
        return [FieldError("deputy_from", "required", _("Give the first and the last day of the deputy's term."))]
    if not valid_from <= deputy_from < deputy_until <= valid_until:
        return [FieldError("deputy_from", "out_of_range", _("The deputy's term lies within the term of the mandate."))]
    return []


def faults_in_stand_in(deputy: User | None, manager: User) -> list[FieldError]:
    if deputy is None or (deputy != manager and deputy.is_active):
        return []
    return [FieldError("deputy", "invalid", _("Choose somebody else than the manager as deputy."))]


def faults_in_step(step: RouteStep, manager: User, deputy: User | None) -> list[FieldError]:
    found = []
    if bool(step.user) == bool(step.role) or (step.role and step.role not in Role.values):
        found.append(FieldError("route", "invalid", _("Each step names one person or one role.")))
    elif step.user is not None and step.user in (manager, deputy):
        text = _("%(person)s asks, so %(person)s cannot answer. Choose somebody else.") % {"person": step.user}
        found.append(FieldError("route", "invalid", text))
    if not 1 <= step.answer_days <= 365:
        found.append(FieldError("route", "invalid", _("Give each step between 1 and 365 days to answer.")))
    return found


def _faults_in_people(terms: Terms) -> list[FieldError]:
    found = []
    if not (terms.manager.is_active and Role.AREA_MANAGER in terms.manager.roles):
        text = _("%(person)s is not an area manager. Choose somebody who is.") % {"person": terms.manager}
        found.append(FieldError("manager", "invalid", text))
    found += faults_in_stand_in(terms.deputy, terms.manager)
    if not terms.route:
        text = _("Name who decides when the mandate does not allow something, and within how many days.")
        found.append(FieldError("route", "required", text))
    for step in terms.route:
        found += faults_in_step(step, terms.manager, terms.deputy)
    return found


def _faults_in_extent(terms: Terms) -> list[FieldError]:
    found = []
    if not terms.areas:
        found.append(FieldError("areas", "required", _("Choose at least one area.")))
    if not terms.kinds:
        found.append(FieldError("kinds", "required", _("Choose at least one kind of decision.")))
    if any(kind not in DecisionKind.values for kind in terms.kinds):
        found.append(FieldError("kinds", "invalid", _("Choose kinds of decision from the list.")))
    for name, amount in (
        ("ceiling_per_decision", terms.ceiling_per_decision),
        ("ceiling_per_year", terms.ceiling_per_year),
    ):
        if fault := fault_in_amount(amount):
            found.append(FieldError(name, "invalid", fault))
    return found or faults_in_ceilings(terms.ceiling_per_decision, terms.ceiling_per_year)
