"""The words in which programmes and visions are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from programs.programs.choices import ENDED, PUBLIC, VisionStatus
from tenants.accounts.standing import works_on_drafts
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from programs.programs.models import Program, Vision  # noqa: F401 (named in a base class)


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, caller: Caller) -> Self:
        """Those who work on programmes see all of them; everybody else what has been adopted."""
        return self if works_on_drafts(caller) else self.public()

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

        areas = models.Prefetch("areas", queryset=Area.objects.order_by("name"))
        return self.prefetch_related(areas, models.Prefetch("visions", queryset=Vision.objects.order_by("-version")))


class VisionQuerySet(models.QuerySet["Vision"]):
    def visible_to(self, caller: Caller) -> Self:
        """A draft is for those who work on it, also when the programme itself is public by an earlier version."""
        return self if works_on_drafts(caller) else self.adopted()

    def adopted(self) -> Self:
        return self.filter(status=VisionStatus.ADOPTED)

    def drafts(self) -> Self:
        return self.filter(~Q(status=VisionStatus.ADOPTED))

    def newest_first(self) -> Self:
        return self.order_by("-version")
