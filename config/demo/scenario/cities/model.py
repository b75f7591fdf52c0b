"""The shapes in which the words of the demo are written down."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Ending = Literal["offered", "accepted", "running", "delivered", "confirmed", "declined", "disputed"]


@dataclass(frozen=True)
class Organisation:
    """A partner of the demo."""

    name: str
    kind: str
    contact: str
    email: str


@dataclass(frozen=True)
class Source:
    """What a vision rests on: kind is statistics, professionals or residents."""

    kind: str
    who: str
    date: dt.date
    description: str


@dataclass(frozen=True)
class Measure:
    """An official topic of one region: from the figure of a year to targets at dates."""

    topic: str
    region: str
    direction: str
    baseline: int
    targets: tuple[tuple[dt.date, str], ...] = ()
    tolerance: str | None = None
    group: str = ""


@dataclass(frozen=True)
class Goal:
    title: str
    theme: str
    explanation: str
    measures: tuple[Measure, ...]
    horizon: str = "long"


@dataclass(frozen=True)
class Promise:
    """What a partner promises, what it reported (date, quantity, text), and how far it came."""

    partner: str
    description: str
    quantity: int
    unit: str
    start: dt.date
    due: dt.date
    ending: Ending
    reports: tuple[tuple[dt.date, int, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Choice:
    """A decision of the area manager; above the mandate it becomes an escalation."""

    kind: str
    subject: str
    amount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Plan:
    """A programme for one working area."""

    title: str
    kind: str
    area: str
    scale: str
    regions: tuple[str, ...]
    started: dt.date
    lead: str
    summary: str
    horizon: int
    themes: tuple[str, ...]
    story: str
    principles: str
    phases: tuple[tuple[str, int, int], ...]
    sources: tuple[Source, ...]
    goals: tuple[Goal, ...]
    adopted: dt.date | None = None
    reference: str = ""
    promises: tuple[Promise, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class City:
    code: str
    name: str
    partners: tuple[Organisation, ...]
    plans: tuple[Plan, ...]
    presence: str = ""
