"""Visions that lack something before the council can decide."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.programs.choices import VisionStatus
from programs.programs.models import Program
from programs.programs.rules import Readiness, missing_in
from programs.programs.sentences import lacks
from tenants.kit.caller import Caller
from tenants.kit.waiting import Waiting


def visions(caller: Caller, on: dt.date) -> list[Waiting]:
    """For the manager of a programme: the vision to write or to complete. Four queries, whatever their number."""
    rows = Program.objects.managed_by(caller).not_ended().prefetch_related("visions__sources", "objectives")
    found = [_waiting(program, on) for program in rows]
    return [waiting for waiting in found if waiting is not None]


def _waiting(program: Program, on: dt.date) -> Waiting | None:
    url = reverse("program", args=[program.pk])
    versions = list(program.visions.all())
    draft = next((vision for vision in versions if vision.status == VisionStatus.DRAFT), None)
    if draft is None:
        if versions:
            return None
        return Waiting(_("Write the vision of %(program)s") % {"program": program}, url)
    missing = missing_in(
        Readiness(
            has_story=bool(draft.story),
            themes=len(draft.themes),
            years_ahead=draft.horizon_year - on.year,
            objectives=len(program.objectives.all()),
            source_kinds=frozenset(source.kind for source in draft.sources.all()),
        )
    )
    if not missing:
        return Waiting(_("Have the vision of %(program)s adopted") % {"program": program}, url)
    return Waiting(_("Complete the vision of %(program)s") % {"program": program}, url, note=lacks(missing))
