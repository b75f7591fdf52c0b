"""The words in which indicators are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Case, Count, F, Prefetch, Q, Subquery, When

from monitoring.indicators.rules import WORST_FIRST, Outcome
from programs.programs.choices import ENDED, PUBLIC
from programs.programs.models import Program
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from monitoring.indicators.models import Indicator, Observation, Target  # noqa: F401 (named in base classes)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, caller: Caller) -> Self:
        """Whoever sees the programme sees what it measures."""
        return self.filter(program__in=Program.objects.visible_to(caller))

    def of_program(self, program_id: UUID) -> Self:
        return self.filter(program_id=program_id)

    def key(self) -> Self:
        """Those that count for the programme's distribution of outcomes."""
        return self.filter(is_key=True)

    def public(self) -> Self:
        """Of programmes that the council adopted once, also when they have ended since."""
        return self.filter(program__status__in=PUBLIC)

    def public_and_running(self) -> Self:
        """Of programmes that the council adopted and that have not ended."""
        return self.filter(program__status__in=PUBLIC - ENDED)

    def in_order(self) -> Self:
        return self.order_by("program_id", "objective__theme", "created_at", "id")

    def worst_first(self, *within: str) -> Self:
        """By outcome, what goes wrong on top; within what is named, if anything is."""
        places = [When(judgement__outcome=outcome, then=place) for place, outcome in enumerate(WORST_FIRST)]
        place_of_no_data = WORST_FIRST.index(Outcome.NO_DATA)
        return self.alias(place=Case(*places, default=place_of_no_data)).order_by(*within, "place", "created_at", "id")

    def with_outcomes(self, outcomes: Collection[str]) -> Self:
        """With one of these; what cannot be judged yet has no data."""
        found = Q(judgement__outcome__in=outcomes)
        return self.filter(found | Q(judgement=None) if Outcome.NO_DATA in outcomes else found)

    def changed(self) -> Self:
        """Whose outcome was another one before, the last change first."""
        changed = self.exclude(judgement=None).exclude(judgement__changed_from__in=["", F("judgement__outcome")])
        return changed.order_by("-judgement__changed_on", "-judgement__updated_at", "id")

    def outcomes(self) -> Counter[Outcome]:
        """How many have which outcome. One query, whatever their number."""
        rows = self.order_by().values_list("judgement__outcome").annotate(number=Count("pk"))
        found: Counter[Outcome] = Counter()
        for outcome, number in rows:
            found[Outcome(outcome or Outcome.NO_DATA)] += number
        return found

    def with_names(self) -> Self:
        """With what a list says of each: whose it is, where it is measured, and how it was judged, as of which day."""
        from monitoring.indicators.models import Judging

        return (
            self.select_related("program", "objective", "topic", "region", "baseline__release", "judgement")
            .defer("region__geometry")
            .annotate(looked_at_on=Subquery(Judging.objects.values("day")[:1]))
        )

    def with_targets(self) -> Self:
        """With the targets in force. One query more, however many there are."""
        from monitoring.indicators.models import Target

        rows = Target.objects.in_force().order_by("date")
        return self.prefetch_related(Prefetch("targets", queryset=rows, to_attr="targets_in_force"))

    def with_measures(self) -> Self:
        """With all that a judgement rests on. Two queries more, however many there are."""
        from monitoring.indicators.models import Observation

        own = Prefetch("observations", queryset=Observation.objects.standing().in_order(), to_attr="own_values")
        return self.with_names().with_targets().prefetch_related(own)


class TargetQuerySet(models.QuerySet["Target"]):
    def in_force(self) -> Self:
        """Not replaced by a revision."""
        return self.filter(superseded_on__isnull=True)

    def newest_of(self, row: Target) -> Target:
        """What stands in its place by now; the target itself, unless somebody revised it."""
        return _last(row, lambda known: self.filter(revises=known).first())


class ObservationQuerySet(models.QuerySet["Observation"]):
    def standing(self) -> Self:
        """Not withdrawn, and not corrected."""
        return self.filter(withdrawn_on=None)

    def withdrawn(self) -> Self:
        """Withdrawn or corrected, the last first, each with what came in its place."""
        return self.exclude(withdrawn_on=None).select_related("corrected_by").order_by("-withdrawn_on", "-id")

    def newest_of(self, row: Observation) -> Observation:
        """What stands in its place by now; the value itself, unless somebody corrected it."""
        return _last(row, lambda known: self.filter(corrects=known).first())

    def in_order(self) -> Self:
        return self.order_by("date", "recorded_at", "id")


Replaced = TypeVar("Replaced")


def _last(row: Replaced, successor: Callable[[Replaced], Replaced | None]) -> Replaced:
    while (replaced := successor(row)) is not None:
        row = replaced
    return row
