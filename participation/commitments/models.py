"""What somebody promises to a programme, what became of it, and what was reported on the way."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.commitments.choices import CHANGEABLE, REPORTABLE, TO_DELIVER, Side, Status
from participation.commitments.moves import ANSWERS_TERMS, JUDGES_WORK
from participation.commitments.querysets import CommitmentQuerySet, ProgressReportQuerySet, StatusChangeQuerySet
from participation.commitments.rules import share_delivered
from participation.partners.models import Partner
from programs.objectives.models import Objective
from programs.programs.models import Program
from tenants.kit.columns import Amount, Day, Line, Number, Prose
from tenants.kit.constraints import Rule
from tenants.kit.errors import FieldError
from tenants.kit.models import Row, Tracked

OTHER_PROGRAM = _("Choose an objective of this programme.")
OTHER_COMMITMENT = _("Choose a report of this commitment.")

if TYPE_CHECKING:  # Django's fields can only be subscripted by the type checker
    _DecimalOrNone = models.DecimalField[Decimal | None, Decimal | None]
    _DateOrNone = models.DateField[dt.date | None, dt.date | None]


class Commitment(Tracked):
    """A promise of a party to a programme, agreed on by two sides: so much of something, or money, before a day."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="commitments")
    party = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("party"))
    party_id: uuid.UUID
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, related_name="commitments", null=True, blank=True,
        verbose_name=_("objective"),
    )  # fmt: skip
    objective_id: uuid.UUID | None
    description = Prose(
        _("what is promised"), rows=3, missing=_("Say what is promised."),
        help_text=_("For example: forty homes insulated."),
    )  # fmt: skip
    quantity: Number[Decimal | None, Decimal | None] = Number(
        _("quantity"), max_digits=14, decimal_places=2, least=Decimal("0.01"), null=True, blank=True,
        help_text=_("How many or how much."),
    )  # fmt: skip
    unit = Line(
        _("unit"), max_length=40, blank=True, default="",
        help_text=_("Of what, for example: homes."),
    )  # fmt: skip
    amount: Amount[Decimal | None, Decimal | None] = Amount(
        _("amount of money"), max_digits=14, least=Decimal("0.01"), null=True, blank=True,
        help_text=_("In euros, when money is promised."),
    )  # fmt: skip
    start_date = Day(_("starts on"))
    due_date = Day(_("due on"), help_text=_("The last day on which it is delivered in time."))
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    offered_by_side = models.CharField(max_length=12, choices=Side.choices)
    offered_by = models.CharField(max_length=120, help_text=_("The caller that offered it."))
    terms_by: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=120), default=list, help_text=_("Every caller that wrote a part of the terms.")
    )
    work_by: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=120), default=list, blank=True,
        help_text=_("Every caller that reported a part of the work."),
    )  # fmt: skip
    delivered_on: Day[dt.date | None, dt.date | None] = Day(
        _("delivered on"),
        null=True,
        blank=True,
        help_text=_("The day on which the party last reported it as delivered."),
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ("due_date", "id")
        constraints = [
            Rule(
                Q(due_date__gte=F("start_date")), name="commitment_due_after_start",
                at="due_date", code="due_before_start", told=_("Choose a due date on or after the start date."),
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0) | Q(quantity=None), name="commitment_quantity_positive"),
            models.CheckConstraint(condition=Q(amount__gt=0) | Q(amount=None), name="commitment_amount_positive"),
            Rule(
                ~Q(quantity=None) | ~Q(amount=None), name="commitment_promises_something",
                at="quantity", code="nothing_promised",
                told=_("Enter a quantity with its unit, or an amount of money."),
            ),
            Rule(
                Q(quantity=None) | ~Q(unit=""), name="commitment_quantity_of_something",
                at="unit", code="unit_missing", told=_("Say of what, for example: homes."),
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="commitment_status_known"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["status", "due_date"], name="commitment_work_list")]

    def __str__(self) -> str:
        return self.description[:80]

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        if self.party_id is not None and not self.party.is_active:
            told = gettext("%(name)s does not take part any more.") % {"name": self.party.name}
            yield FieldError("party", "inactive", told)
        if self.objective is not None and self.objective.program_id != self.program_id:
            yield FieldError("objective", "invalid", OTHER_PROGRAM)

    def is_late(self, on: dt.date) -> bool:
        """Promised and due before this day, without being delivered; or delivered too late and not yet confirmed."""
        if self.status == Status.REPORTED_DELIVERED:
            return self.delivered_on is not None and self.delivered_on > self.due_date
        return self.status in TO_DELIVER and self.due_date < on

    def is_in_part_by(self, author: str, origin: str, to: str) -> bool:
        """Whether this caller wrote, or reported, any part of what the move between these states would agree to."""
        if (origin, to) in ANSWERS_TERMS:
            return author in self.terms_by
        return (origin, to) in JUDGES_WORK and author in self.work_by

    def can_be_changed(self) -> bool:
        return self.status in CHANGEABLE

    def can_be_reported_on(self) -> bool:
        return self.status in REPORTABLE

    def total_delivered(self) -> Decimal:
        """The sum of the standing reports; read from `with_delivered()` where a list has it."""
        found: Decimal | None = getattr(self, "delivered", None)
        if found is None:
            found = self.reports.standing().aggregate(total=models.Sum("quantity"))["total"]
        return found or Decimal(0)

    def share_delivered(self) -> int | None:
        return share_delivered(self.total_delivered(), self.quantity)


class StatusChange(Row):
    """A move of a commitment: from which state, to which, by whom, when and why. Never changed afterwards."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="status_changes")
    from_status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=20, choices=Status.choices)
    side = models.CharField(max_length=12, choices=Side.choices)
    by = models.CharField(max_length=120)
    reason = models.TextField(default="")
    on = models.DateField()

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class ProgressReport(Tracked):
    """What was done since the last report. A correction is a new report that replaces one; the old one stays."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="reports")
    date = Day(_("date"))
    quantity = Number(
        _("quantity"), max_digits=14, decimal_places=2, least=0, missing=_("Enter how much was done, or 0."),
        help_text=_("What was added since the last report."),
    )  # fmt: skip
    text = Prose(_("what was done"), rows=3, default="", blank=True)
    by = models.CharField(max_length=120)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("Corrects the report of"),
    )  # fmt: skip
    replaces_id: uuid.UUID | None

    objects = ProgressReportQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ("date", "created_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=0), name="progress_quantity_not_negative"),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="progress_does_not_replace_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.quantity}"

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        if self.replaces is not None and self.replaces.commitment_id != self.commitment_id:
            yield FieldError("replaces", "invalid", OTHER_COMMITMENT)
        if self.date is not None and self.date > day:
            told = _("Report what was done: choose today or an earlier day.")
            yield FieldError("date", "in_the_future", told)
        if self.date is not None and self.date < self.commitment.start_date:
            start = {"day": date_format(self.commitment.start_date, "j F Y")}
            early = gettext("This promise starts on %(day)s: choose that day or a later one.") % start
            yield FieldError("date", "before_start", early)
