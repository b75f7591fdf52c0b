"""What an area manager may decide, what was decided, and what was more than that."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from programs.mandates.amounts import MOST
from programs.mandates.choices import DecisionKind, EscalationStatus, Rule
from programs.mandates.querysets import DecisionQuerySet, EscalationQuerySet, MandateQuerySet
from programs.mandates.rules import Granted
from programs.programs.models import Program
from tenants.accounts.choices import Role
from tenants.kit.columns import Amount, Choice, Line
from tenants.kit.errors import FieldError
from tenants.kit.models import Tracked


class Mandate(Tracked):
    """What an area manager may decide without asking: where, about what, up to how much, until when.

    A mandate is granted once and not edited: another one succeeds it, so that every decision keeps its own terms.
    """

    manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    manager_id: uuid.UUID
    areas = models.ManyToManyField(Area, through="MandateArea", related_name="mandates")
    kinds: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=17, choices=DecisionKind.choices), verbose_name=_("kinds of decision")
    )
    ceiling_per_decision = models.DecimalField(_("ceiling per decision"), max_digits=12, decimal_places=2)
    ceiling_per_year = models.DecimalField(_("ceiling per year"), max_digits=12, decimal_places=2)
    valid_from = models.DateField(help_text="The first day.")
    valid_until = models.DateField(help_text="The day after the last one.")
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    deputy_id: uuid.UUID | None
    deputy_from: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)
    deputy_until: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The day after the last one."
    )
    reporting_line = models.TextField(
        _("reporting line"), blank=True, help_text="To whom at city hall, and at which table the manager sits."
    )
    presence = models.TextField(_("presence"), blank=True, help_text="Where and when the manager is in the area.")
    granted_by = models.CharField(max_length=120, help_text="The caller who granted it: kind and id.")
    needs_agreement = models.BooleanField(
        default=False, help_text="Above the limit of the municipality: it holds once a second person has agreed."
    )
    agreed_by = models.CharField(max_length=120, blank=True, help_text="The second person: kind and id.")

    objects = MandateQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ceiling_per_decision__gte=0) & Q(ceiling_per_year__gte=0),
                name="mandate_ceilings_not_negative",
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="mandate_term_in_order"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True, deputy_from__isnull=True, deputy_until__isnull=True)
                | Q(deputy__isnull=False, deputy_from__isnull=False, deputy_until__gt=F("deputy_from")),
                name="mandate_deputy_has_a_term",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("manager")), name="mandate_deputy_is_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.manager_id} {self.valid_from}–{self.valid_until}"

    @property
    def is_agreed(self) -> bool:
        """Nobody else has to agree before it holds."""
        return not self.needs_agreement or bool(self.agreed_by)

    def is_valid_on(self, day: dt.date) -> bool:
        return self.is_agreed and self.valid_from <= day < self.valid_until

    def has_deputy_on(self, day: dt.date) -> bool:
        return bool(self.deputy_from and self.deputy_until and self.deputy_from <= day < self.deputy_until)

    def granted(self) -> Granted:
        """Its terms as the rules read them. Reads `mandate_areas` as prefetched; otherwise one query."""
        return Granted(
            manager=self.manager_id,
            areas=frozenset(part.area_id for part in self.mandate_areas.all()),
            kinds=frozenset(self.kinds),
            ceiling_per_decision=self.ceiling_per_decision,
            ceiling_per_year=self.ceiling_per_year,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            deputy=self.deputy_id,
            deputy_from=self.deputy_from,
            deputy_until=self.deputy_until,
            agreed=self.is_agreed,
        )

    @property
    def last_day(self) -> dt.date:
        return self.valid_until - dt.timedelta(days=1)

    @property
    def deputy_last_day(self) -> dt.date | None:
        return self.deputy_until - dt.timedelta(days=1) if self.deputy_until else None

    @property
    def kind_words(self) -> list[str]:
        """The kinds of decision as people say them."""
        return [str(DecisionKind(kind).label) for kind in self.kinds]

    def spent_in(self, year: int) -> Decimal:
        """What its manager's mandates decided on own authority in its areas in a calendar year. One query.

        The sum belongs to the person, the areas and the year: a mandate that is granted again brings no new room.
        """
        return Decision.objects.counting_for(self.manager_id, self.areas.all(), year).total()


class MandateArea(Tracked):
    """A working area a mandate reaches."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="mandate_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["mandate", "area"], name="mandate_area_once")]

    def __str__(self) -> str:
        return f"{self.mandate_id} {self.area_id}"


class EscalationStep(Tracked):
    """A step of a mandate's escalation route: who answers, and within how many days."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(help_text="1 is asked first.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    user_id: uuid.UUID | None
    role = models.CharField(max_length=20, choices=Role.choices, blank=True, help_text="When no person is named.")
    answer_days = models.PositiveSmallIntegerField(_("days to answer"))

    class Meta(Tracked.Meta):
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "position"], name="escalation_step_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, role="") | (Q(user__isnull=True) & ~Q(role="")),
                name="escalation_step_names_somebody",
            ),
            models.CheckConstraint(condition=Q(answer_days__gte=1), name="escalation_step_has_a_term"),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The person, or the role, as a page shows it."""
        return str(self.user) if self.user_id else str(Role(self.role).label)


class Request(Tracked):
    """What somebody wants to decide. Shared by a decision and an escalation."""

    kind = Choice(
        _("kind of decision"), max_length=17, choices=DecisionKind.choices,
        missing=_("Choose a kind of decision from the list."),
    )  # fmt: skip
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="%(class)ss", null=True, blank=True)
    amount = Amount(
        _("amount"), most=MOST, default=Decimal(0), help_text=_("In euros; 0 when it costs nothing."),
    )  # fmt: skip
    subject = Line(
        _("What is decided?"), max_length=300, missing=_("Say in one sentence what is decided."),
        help_text=_("For example: a living room on the corner for a year."),
    )  # fmt: skip

    class Meta(Tracked.Meta):
        abstract = True

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        """Of what is asked. One query, or none."""
        if self.program is None or self.area_id is None:
            return
        if not self.program.program_areas.filter(area_id=self.area_id).exists():
            told = gettext("%(area)s is not an area of this programme.") % {"area": self.area}
            yield FieldError("area", "invalid", told)


class Escalation(Request):
    """A decision that the mandate does not allow, laid before somebody higher with a day to answer."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="escalations")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_by_id: uuid.UUID
    requested_on = models.DateField()
    rule = models.CharField(max_length=9, choices=Rule.choices, help_text="The rule of the mandate that says no.")
    spent = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        help_text="What was decided in the same calendar year already, on the day it was asked.",
    )
    step = models.ForeignKey(EscalationStep, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField(help_text="The last day to answer.")
    overdue_since: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The first day on which it was left unanswered past its term."
    )
    status = models.CharField(max_length=9, choices=EscalationStatus.choices, default=EscalationStatus.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="escalation_amount_not_negative"),
            models.CheckConstraint(condition=~Q(subject=""), name="escalation_has_a_subject"),
            models.CheckConstraint(
                condition=Q(status=EscalationStatus.OPEN, answered_on__isnull=True)
                | (~Q(status=EscalationStatus.OPEN) & Q(answered_on__isnull=False)),
                name="escalation_answered_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.status == EscalationStatus.OPEN

    def is_overdue(self, on: dt.date) -> bool:
        return self.is_open and self.answer_by < on


class Decision(Request):
    """A decision taken under a mandate, or approved from above when the mandate did not allow it."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="decisions")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField()
    escalation = models.OneToOneField(
        Escalation, on_delete=models.PROTECT, related_name="decision", null=True, blank=True
    )
    reversed_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The day on which it was reversed; it counts for nothing from then on."
    )
    reversal_reason = models.TextField(blank=True)
    bound_for = models.CharField(
        max_length=60, blank=True, help_text="Kind and id of what it came with, such as a commitment that was accepted."
    )

    objects = DecisionQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="decision_amount_not_negative"),
            models.CheckConstraint(condition=~Q(subject=""), name="decision_has_a_subject"),
            models.CheckConstraint(
                condition=Q(reversed_on__isnull=True) | ~Q(reversal_reason=""), name="decision_reversal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def can_be_reversed(self) -> bool:
        """Once; and never what came with something else, which would go on while its money is back in the year's room."""
        return self.reversed_on is None and not self.bound_for
