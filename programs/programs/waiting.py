"""Visions that lack something before the council can decide."""

from __future__ import annotations

import datetime as dt

from django.db.models import DateField, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.programs.adoption import lacks_beside, reads_of_needs
from programs.programs.choices import VisionStatus
from programs.programs.models import Program, Vision
from programs.programs.rules import Readiness, missing_in
from programs.programs.sentences import in_one, lacks
from tenants.accounts.standing import keeps_the_council_s_papers
from tenants.kit.caller import Caller
from tenants.kit.dutch import dutch, told
from tenants.kit.templatetags.kit import day
from tenants.kit.waiting import Source, Waiting


def _rows(caller: Caller, on: dt.date) -> QuerySet[Program]:
    """For the manager of a programme: those without a vision, or with one that is being written."""
    unfinished = Q(visions__isnull=True) | Q(visions__status=VisionStatus.DRAFT, visions__proposed_on__isnull=True)
    rows = Program.objects.managed_by(caller).not_ended().filter(unfinished)
    no_day = Value(None, output_field=DateField())
    return rows.annotate(due=no_day).prefetch_related("visions__sources", "objectives", *reads_of_needs())


def _tell(program: Program, on: dt.date) -> Waiting:
    url = reverse("program", args=[program.pk])
    draft = program.draft_vision()
    if draft is None:
        return Waiting(told(_("Write the vision of %(program)s"), program=dutch(program)), url)
    missing = missing_in(
        Readiness(
            has_story=bool(draft.story),
            themes=len(draft.themes),
            years_ahead=draft.horizon_year - on.year,
            objectives=len(program.objectives.all()),
            source_kinds=frozenset(source.kind for source in draft.sources.all()),
        )
    )
    reasons = [*lacks(missing), *lacks_beside(program)]
    if not reasons:
        return Waiting(told(_("Propose the vision of %(program)s to the council"), program=dutch(program)), url)
    return Waiting(told(_("Complete the vision of %(program)s"), program=dutch(program)), url, note=in_one(reasons))


VISIONS = Source(20, _rows, _tell, program="id")


def _proposals(caller: Caller, on: dt.date) -> QuerySet[Vision]:
    """For the clerk: what lies before the council, until its decision is recorded."""
    rows = Vision.objects.proposed() if keeps_the_council_s_papers(caller) else Vision.objects.none()
    return rows.select_related("program").annotate(due=Value(None, output_field=DateField()))


def _tell_of_proposal(vision: Vision, on: dt.date) -> Waiting:
    return Waiting(
        told(_("Record what the council decided on the vision of %(program)s"), program=dutch(vision.program)),
        reverse("adopt_vision", args=[vision.program_id]),
        note=_("proposed on %(day)s") % {"day": day(vision.proposed_on)},
    )


PROPOSALS = Source(25, _proposals, _tell_of_proposal)
