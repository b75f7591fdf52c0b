"""The words in which mandates, decisions and escalations are asked for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from programs.areas.models import Area
from programs.mandates.choices import EscalationStatus
from programs.programs.models import Program
from tenants.accounts.choices import Role
from tenants.accounts.standing import acts_for_municipality, sits_in_council, works_here
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from programs.mandates.models import Decision, Escalation, Mandate  # noqa: F401 (named in a base class)

_AGREED = Q(needs_agreement=False) | ~Q(agreed_by="")
AGREE_TO_MANDATES = (Role.ADMINISTRATOR, Role.COUNCIL_CLERK)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def visible_to(self, caller: Caller) -> Self:
        """Who may decide what is known to everybody at city hall, and to its own programs."""
        return self if acts_for_municipality(caller) else self.none()

    def held_by(self, caller: Caller) -> Self:
        """Mandates in which the caller is the manager or the deputy."""
        if caller.kind != "user" or not caller.id:
            return self.none()
        return self.filter(Q(manager_id=caller.id) | Q(deputy_id=caller.id))

    def in_force_for(self, caller: Caller, on: dt.date) -> Self:
        """Mandates under which the caller may decide on a day: as an area manager, or as deputy within their term."""
        if caller.kind != "user" or not works_here(caller):
            return self.none()
        as_deputy = Q(deputy_id=caller.id, deputy_from__lte=on, deputy_until__gt=on)
        as_manager = Q(manager_id=caller.id) if caller.has_role(Role.AREA_MANAGER) else Q(pk__in=[])
        return self.valid_on(on).filter(as_manager | as_deputy)

    def valid_on(self, day: dt.date) -> Self:
        """In their term, and agreed to by whoever had to."""
        return self.filter(_AGREED, valid_from__lte=day, valid_until__gt=day)

    def waiting_for_agreement(self, caller: Caller) -> Self:
        """Above the municipality's limit, granted by somebody else, and not about the caller."""
        if not caller.has_role(*AGREE_TO_MANDATES):
            return self.none()
        own = Q(granted_by=caller.label()) | Q(manager_id=caller.id) | Q(deputy_id=caller.id, deputy__isnull=False)
        return self.filter(needs_agreement=True, agreed_by="").exclude(own)

    def reaching(self, areas: models.QuerySet[Area]) -> Self:
        """Mandates that reach at least one of these areas. A subquery, so that sums beside it count nothing twice."""
        from programs.mandates.models import MandateArea

        return self.filter(pk__in=MandateArea.objects.filter(area__in=areas).values("mandate"))

    def with_spent(self, year: int) -> Self:
        """Adds `spent`, as `Mandate.spent_in` counts it, and `room`: what is left of the ceiling of the year."""
        from programs.mandates.models import Decision, MandateArea

        areas = MandateArea.objects.filter(mandate=OuterRef(OuterRef("pk"))).values("area")
        counted = Decision.objects.counting_for(OuterRef("manager_id"), areas, year)
        sums = counted.order_by().values("mandate__manager_id").annotate(sum=Sum("amount")).values("sum")
        total = Coalesce(Subquery(sums), Decimal(0))
        return self.annotate(spent=total, room=Greatest(F("ceiling_per_year") - total, Decimal(0)))

    def with_people_and_areas(self) -> Self:
        """With manager, deputy, areas and escalation route. Two queries more."""
        return self.select_related("manager", "deputy").prefetch_related("areas", "steps__user")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, caller: Caller) -> Self:
        """Everybody at city hall, as far as they know of the programme that it is about."""
        return self.filter(_of_known_program(caller)) if works_here(caller) else self.none()

    def of_year(self, year: int) -> Self:
        return self.filter(taken_on__gte=dt.date(year, 1, 1), taken_on__lte=dt.date(year, 12, 31))

    def on_own_authority(self) -> Self:
        """Taken within the mandate. What was approved from above does not use up the manager's own room."""
        return self.filter(escalation__isnull=True)

    def standing(self) -> Self:
        """Not reversed."""
        return self.filter(reversed_on__isnull=True)

    def counting_for(self, manager: Any, areas: Any, year: int) -> Self:
        """What counts for the year's sum of a manager in these areas, under whichever mandate it was decided."""
        return self.of_year(year).on_own_authority().standing().filter(mandate__manager_id=manager, area__in=areas)

    def total(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or Decimal(0)


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, caller: Caller) -> Self:
        """Everybody at city hall, and the council what was left unanswered past its term; drafts' to who works on them."""
        known = self.filter(_of_known_program(caller))
        if works_here(caller):
            return known
        return known.filter(overdue_since__isnull=False) if sits_in_council(caller) else self.none()

    def open(self) -> Self:
        return self.filter(status=EscalationStatus.OPEN)

    def overdue(self, day: dt.date) -> Self:
        """Unanswered, while the answer was due before `day`."""
        return self.open().filter(answer_by__lt=day)

    def waiting_for(self, caller: Caller, on: dt.date) -> Self:
        """Open ones that this person must answer: by name, or by a role; never what they, or their own mandate, asked."""
        if caller.kind != "user" or not works_here(caller):
            return self.none()
        own = Q(requested_by_id=caller.id) | Q(mandate__manager_id=caller.id) | Q(mandate__deputy_id=caller.id)
        asked = Q(step__user_id=caller.id) | Q(step__user__isnull=True, step__role__in=list(caller.roles))
        # In two steps: excluding a deputy who is not there would exclude the row.
        return self.open().filter(asked).exclude(pk__in=self.model.objects.filter(own).values("pk"))

    def with_people(self) -> Self:
        return self.select_related("mandate", "area", "program", "requested_by", "answered_by", "step__user")


def _of_known_program(caller: Caller) -> Q:
    return Q(program__isnull=True) | Q(program__in=Program.objects.visible_to(caller))
