"""The words in which programmes and visions are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from programs.programs.choices import ENDED, PUBLIC, ProgramStatus, VisionStatus
from tenants.accounts.standing import keeps_the_council_s_papers, works_on_drafts
from tenants.kit.caller import Caller
from tenants.kit.order import in_dutch

if TYPE_CHECKING:
    from programs.programs.models import Program, Vision  # noqa: F401 (named in a base class)


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, caller: Caller) -> Self:
        """Those who work on programmes see all; the clerk also what lies before the council; others what was adopted."""
        if works_on_drafts(caller):
            return self
        if keeps_the_council_s_papers(caller):
            return self.filter(status__in=[*PUBLIC, ProgramStatus.PROPOSED])
        return self.public()

    def public(self) -> Self:
        """Adopted once, also when ended since."""
        return self.filter(status__in=PUBLIC)

    def not_ended(self) -> Self:
        return self.exclude(status__in=ENDED)

    def managed_by(self, caller: Caller) -> Self:
        return self.filter(manager_id=caller.id) if caller.kind == "user" and caller.id else self.none()

    def with_visions(self) -> Self:
        """With areas and visions, newest version first. Two queries more."""
        from programs.areas.models import Area
        from programs.programs.models import Vision

        areas = models.Prefetch("areas", queryset=Area.objects.order_by(in_dutch("name")))
        return self.prefetch_related(areas, models.Prefetch("visions", queryset=Vision.objects.order_by("-version")))

    def with_term(self) -> Self:
        """With what a list says of each, as `area_names` and as `decided_on`, `horizon_year` and `phase_years` of the
        vision in force. No query more.
        """
        from programs.areas.models import Area
        from programs.programs.models import Phase, Vision

        vision = Vision.objects.adopted().filter(program=OuterRef("pk")).newest_first()
        phases = Phase.objects.filter(vision=OuterRef("vision_in_force"))
        return self.annotate(
            area_names=ArraySubquery(
                Area.objects.filter(programs=OuterRef("pk")).order_by(in_dutch("name")).values("name")
            ),
            vision_in_force=Subquery(vision.values("pk")[:1]),
            decided_on=Subquery(vision.values("decided_on")[:1]),
            horizon_year=Subquery(vision.values("horizon_year")[:1]),
            phase_years=ArraySubquery(phases.order_by("from_year").values("from_year")),
        )


class VisionQuerySet(models.QuerySet["Vision"]):
    def visible_to(self, caller: Caller) -> Self:
        """A draft is for those who work on it, also when the programme itself is public by an earlier version; once it
        lies before the council, the clerk sees it too.
        """
        if works_on_drafts(caller):
            return self
        if keeps_the_council_s_papers(caller):
            return self.filter(Q(status=VisionStatus.ADOPTED) | Q(proposed_on__isnull=False))
        return self.adopted()

    def adopted(self) -> Self:
        return self.filter(status=VisionStatus.ADOPTED)

    def drafts(self) -> Self:
        return self.filter(~Q(status=VisionStatus.ADOPTED))

    def proposed(self) -> Self:
        """Before the council, and not decided on yet."""
        return self.drafts().filter(proposed_on__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-version")
