"""The words in which commitments are asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from participation.commitments.choices import PROMISED, TO_DELIVER, Side, Status
from participation.commitments.rules import Promises
from participation.partners.choices import PartnerKind
from programs.mandates.models import Mandate
from programs.programs.models import Program
from tenants.accounts.choices import Role
from tenants.accounts.standing import acts_for_municipality
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from participation.commitments.models import Commitment, ProgressReport, StatusChange  # noqa: F401 (base classes)

_QUANTITY = models.DecimalField(max_digits=14, decimal_places=2)


def _late(on: dt.date) -> Q:
    """Promised, due before this day, and not delivered, or delivered after the due date and not yet confirmed."""
    overdue = Q(status__in=TO_DELIVER, due_date__lt=on)
    return overdue | Q(status=Status.REPORTED_DELIVERED, delivered_on__gt=F("due_date"))


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, caller: Caller) -> Self:
        """At city hall what belongs to a programme that they know of, drafts of others excepted; a partner its own;
        everybody else what is public.

        A partner knows of its own also when the programme itself is not public yet: it was asked to take part. Another
        partner's commitment is absent for a partner, even when it is public: its programs get a list of what they have
        to do with, and nothing to compare themselves with.
        """
        if acts_for_municipality(caller):
            known = self.filter(program__in=Program.objects.visible_to(caller))
            return known.exclude(status=Status.DRAFT, offered_by_side=Side.PARTY, party__in=_not_municipal())
        if caller.organisation_id is not None:
            return self.filter(party_id=caller.organisation_id).exclude(
                status=Status.DRAFT, offered_by_side=Side.MUNICIPALITY
            )
        return self.public()

    def public(self) -> Self:
        """Agreed on by both sides, in a programme that is public."""
        return self.promised().filter(program__in=Program.objects.public())

    def promised(self) -> Self:
        """Accepted, and whatever came after that."""
        return self.filter(status__in=PROMISED)

    def due_before(self, day: dt.date) -> Self:
        return self.filter(due_date__lt=day)

    def late(self, on: dt.date) -> Self:
        return self.filter(_late(on))

    def not_late(self, on: dt.date) -> Self:
        return self.exclude(pk__in=self.model.objects.late(on).values("pk"))

    def managed_by(self, caller: Caller, on: dt.date) -> Self:
        """Of programmes that this person manages or holds a mandate for; an administrator those without a manager."""
        if caller.kind != "user" or not caller.id:
            return self.none()
        mine = Q(program__program_areas__area__in=Mandate.objects.in_force_for(caller, on).values("areas"))
        if caller.has_role(Role.AREA_MANAGER):
            mine |= Q(program__manager_id=caller.id)
        if caller.has_role(Role.ADMINISTRATOR):
            mine |= Q(program__manager=None)
        return self.filter(pk__in=self.model.objects.filter(mine).values("pk"))

    def with_last_move(self) -> Self:
        """Adds `moved_on`: the day on which it came into its present state."""
        from participation.commitments.models import StatusChange

        moves = StatusChange.objects.filter(commitment=OuterRef("pk")).order_by("-created_at", "-id")
        return self.annotate(moved_on=Subquery(moves.values("on")[:1]))

    def with_delivered(self) -> Self:
        """Adds `delivered`: the sum of the reports that were not replaced by a correction."""
        from participation.commitments.models import ProgressReport

        sums = (
            ProgressReport.objects.standing()
            .filter(commitment=OuterRef("pk"))
            .order_by()
            .values("commitment")
            .annotate(total=Sum("quantity"))
            .values("total")
        )
        nothing = models.Value(Decimal(0), output_field=_QUANTITY)
        return self.annotate(delivered=Coalesce(Subquery(sums, output_field=_QUANTITY), nothing))

    def promises(self, on: dt.date, apart: Collection[UUID] | None = None) -> Mapping[UUID | None, Sequence[Promises]]:
        """Promises kept and late: for each programme that has any, a row per kind of party. One query.

        With `apart` only these programmes are told apart; those of all others are counted together, under None.
        """
        on_time = Q(status=Status.CONFIRMED, delivered_on__lte=F("due_date"))
        waiting = Q(status=Status.REPORTED_DELIVERED, delivered_on__lte=F("due_date"))
        told_apart: Any = F("program_id")
        if apart is not None:
            told_apart = Case(When(program__in=apart, then=F("program_id")), output_field=models.UUIDField())
        rows = (
            self.promised()
            .order_by()
            .values(of=told_apart, kind=F("party__kind"))
            .annotate(
                promised=Count("pk"),
                kept=Count("pk", filter=on_time),
                kept_late=Count("pk", filter=Q(status=Status.CONFIRMED, delivered_on__gt=F("due_date"))),
                late=Count("pk", filter=_late(on)),
                broken=Count("pk", filter=Q(status=Status.BROKEN)),
                waiting=Count("pk", filter=waiting),
                to_come=Count("pk", filter=Q(status__in=TO_DELIVER, due_date__gte=on)),
            )
        )
        found: dict[UUID | None, list[Promises]] = defaultdict(list)
        for row in rows:
            counts: dict[str, Any] = dict(row)
            found[counts.pop("of")].append(Promises(**counts))
        return found


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def visible_to(self, caller: Caller) -> Self:
        """Reports are seen by whoever sees the commitment."""
        from participation.commitments.models import Commitment

        return self.filter(commitment__in=Commitment.objects.visible_to(caller))

    def standing(self) -> Self:
        """Not replaced by a correction."""
        return self.filter(replaced_by=None)


class StatusChangeQuerySet(models.QuerySet["StatusChange"]):
    def visible_to(self, caller: Caller) -> Self:
        """Moves are seen by whoever sees the commitment."""
        from participation.commitments.models import Commitment

        return self.filter(commitment__in=Commitment.objects.visible_to(caller))


def _not_municipal() -> models.QuerySet[models.Model]:
    from participation.partners.models import Partner

    return Partner.objects.exclude(kind=PartnerKind.MUNICIPAL_DEPARTMENT)
