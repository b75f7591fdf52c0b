"""Writing a vision, founding it on its sources, and adopting it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from programs.programs import events
from programs.programs.actions.programs import lock_open, move_to
from programs.programs.adoption import follow_adoption, lacks_beside
from programs.programs.choices import ProgramStatus, VisionStatus
from programs.programs.models import Phase, Program, Vision, VisionSource
from programs.programs.moves import MOVES, VISION_MOVES
from programs.programs.policies import can_adopt_vision, can_edit_program
from programs.programs.rules import Readiness, missing_in
from programs.programs.sentences import lacks, not_ready
from tenants.kit.caller import Caller
from tenants.kit.checks import ask, check, given_reason
from tenants.kit.errors import Conflict, FieldError, NotFound
from tenants.kit.models import check_seen
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import Change, change

# A council's decision that is older than this is hardly ever recorded only now.
LONG_AGO = 5


def write_vision(
    program: Program,
    *,
    horizon_year: int,
    themes: Sequence[str],
    story: str,
    by: Caller,
    on: dt.date,
    principles: str = "",
    seen: Seen | None = None,
) -> Vision:
    """Write the draft on: the one there is, or a new version when there is none or the last one was adopted."""
    require(can_edit_program, by, program, on)
    with change(by) as changing:
        program = lock_open(program)
        vision = program.visions.drafts().first()
        # Two people write on: the second is shown what the first wrote, and loses nothing.
        check_seen(vision, seen)
        if vision is not None:
            _check_not_proposed(vision)
        if vision is None:
            last = program.visions.newest_first().first()
            vision = Vision(program=program, version=last.version + 1 if last else 1)
        vision.put(horizon_year=horizon_year, themes=themes, story=story, principles=principles)
        check(vision, on)
        vision.save()
        changing.emit(events.VISION_WRITTEN, vision, version=vision.version)
    return vision


def add_source(
    vision: Vision,
    *,
    kind: str,
    description: str,
    date: dt.date,
    by: Caller,
    on: dt.date,
    who: str = "",
    seen: Seen | None = None,
) -> VisionSource:
    """Something the vision rests on. `who` names a group or an organisation, never a resident."""
    require(can_edit_program, by, vision.program, on)
    with change(by) as changing:
        vision = _lock_draft(vision)
        vision.check_unchanged(seen)
        source = VisionSource(vision=vision, kind=kind, description=description, date=date, who=who)
        check(source, on)
        source.save()
        vision.touch()
        changing.emit(events.VISION_SOURCE_ADDED, vision, sourceId=str(source.pk), kind=kind)
    return source


def remove_source(source: VisionSource, *, by: Caller, on: dt.date, reason: str = "") -> None:
    """Take a source out of a draft; the history keeps it."""
    require(can_edit_program, by, source.vision.program, on)
    with change(by, reason) as changing:
        vision = _lock_draft(source.vision)
        if not vision.sources.filter(pk=source.pk).exists():
            raise NotFound(_("Somebody removed this source in the meantime."))
        changing.emit(events.VISION_SOURCE_REMOVED, vision, sourceId=str(source.pk), kind=source.kind)
        source.delete()
        vision.touch()


def add_phase(
    vision: Vision,
    *,
    title: str,
    from_year: int,
    until_year: int,
    by: Caller,
    on: dt.date,
    seen: Seen | None = None,
) -> Phase:
    """A stretch of years within the horizon of the vision."""
    require(can_edit_program, by, vision.program, on)
    with change(by) as changing:
        vision = _lock_draft(vision)
        vision.check_unchanged(seen)
        phase = Phase(vision=vision, title=title, from_year=from_year, until_year=until_year)
        check(phase, on)
        phase.save()
        vision.touch()
        changing.emit(events.VISION_PHASE_ADDED, vision, phaseId=str(phase.pk))
    return phase


def remove_phase(phase: Phase, *, by: Caller, on: dt.date, reason: str = "") -> None:
    require(can_edit_program, by, phase.vision.program, on)
    with change(by, reason) as changing:
        vision = _lock_draft(phase.vision)
        if not vision.phases.filter(pk=phase.pk).exists():
            raise NotFound(_("Somebody removed this phase in the meantime."))
        changing.emit(events.VISION_PHASE_REMOVED, vision, phaseId=str(phase.pk))
        phase.delete()
        vision.touch()


def missing_for_adoption(vision: Vision, on: dt.date) -> tuple[str, ...]:
    """What a draft lacks, as codes of `rules.missing_in`. Two queries."""
    return missing_in(
        Readiness(
            has_story=bool(vision.story),
            themes=len(vision.themes),
            years_ahead=vision.horizon_year - on.year,
            objectives=vision.program.objectives.count(),
            source_kinds=frozenset(vision.sources.values_list("kind", flat=True)),
        )
    )


def propose_vision(vision: Vision, *, by: Caller, on: dt.date, seen: Seen | None = None) -> Vision:
    """Lay a version before the council: from now on its text stays, until it is adopted or taken back."""
    require(can_edit_program, by, vision.program, on)
    with change(by) as changing:
        # One of two people proposes while the other writes on: the second finds it proposed, or sees the new text.
        program = lock_open(vision.program)
        vision = _lock_draft(vision)
        vision.check_unchanged(seen)
        _propose(changing, program, vision, on)
    return vision


def take_back_vision(vision: Vision, *, by: Caller, on: dt.date, seen: Seen | None = None) -> Vision:
    """Not before the council any more; it can be written on."""
    require(can_edit_program, by, vision.program, on)
    with change(by) as changing:
        program = lock_open(vision.program)
        vision = Vision.objects.select_for_update().get(pk=vision.pk)
        if not vision.is_proposed:
            raise Conflict(_("This version does not lie before the council."))
        vision.check_unchanged(seen)
        vision.save_changes(proposed_on=None)
        _let_program_follow(changing, program, ProgramStatus.DRAFT)
        changing.emit(events.VISION_TAKEN_BACK, vision, version=vision.version)
    return vision


def adopt_vision(
    vision: Vision,
    *,
    decision_reference: str,
    decided_on: dt.date,
    by: Caller,
    on: dt.date,
    seen: Seen | None = None,
    sure: bool = False,
) -> Vision:
    """Record the council's decision. From now on neither the vision nor its sources and phases can change.

    What other houses must do at this moment (freeze the baselines) happens in the same transaction: what one of them
    refuses, undoes the adoption. `sure`: a day that is hardly ever right is right this time.
    """
    require(can_adopt_vision, by, vision.program, on)
    with change(by) as changing:
        # The clerk and an administrator adopt the same draft: the second finds it adopted.
        program = lock_open(vision.program)
        vision = _lock_version(vision)
        move = VISION_MOVES.required(vision.status, VisionStatus.ADOPTED, possible=VISION_MOVES)
        vision.check_unchanged(seen)
        _check_ready(program, vision, on)
        changed = vision.put(
            status=move.to, decision_reference=decision_reference, decided_on=decided_on, adopted_on=on
        )
        _check_decision(vision, on, sure=sure)
        vision.save(update_fields=changed)
        _let_program_follow(changing, program, ProgramStatus.ADOPTED)
        follow_adoption(program, on, changing)
        changing.emit(move.event, vision, version=vision.version, decisionReference=vision.decision_reference)
    return vision


def correct_adoption(
    vision: Vision,
    *,
    decision_reference: str,
    decided_on: dt.date,
    by: Caller,
    on: dt.date,
    reason: str,
    seen: Seen | None = None,
    sure: bool = False,
) -> Vision:
    """Put right how the council's decision is filed, or of which day it is. What it decided stays as it was."""
    require(can_adopt_vision, by, vision.program, on)
    with change(by, given_reason(reason)) as changing:
        vision = Vision.objects.select_for_update().get(pk=vision.pk)
        if not vision.is_adopted:
            raise Conflict(_("The council has not decided on this version yet."))
        vision.check_unchanged(seen)
        changed = vision.put(decision_reference=decision_reference, decided_on=decided_on)
        _check_decision(vision, on, sure=sure)
        if changed:
            vision.save(update_fields=changed)
            changing.emit(
                events.ADOPTION_CORRECTED, vision, version=vision.version,
                fields=changed,
            )  # fmt: skip
    return vision


def _propose(changing: Change, program: Program, vision: Vision, on: dt.date) -> None:
    _check_ready(program, vision, on)
    vision.save_changes(proposed_on=on)
    _let_program_follow(changing, program, ProgramStatus.PROPOSED)
    changing.emit(events.VISION_PROPOSED, vision, version=vision.version)


def _check_ready(program: Program, vision: Vision, on: dt.date) -> None:
    if reasons := [*lacks(missing_for_adoption(vision, on)), *lacks_beside(program)]:
        raise Conflict(not_ready(reasons), "vision_incomplete")


def _let_program_follow(changing: Change, program: Program, to: ProgramStatus) -> None:
    """Where its first vision goes, the programme goes; a later version leaves a running programme running."""
    if move := MOVES.find(program.status, to):
        move_to(changing, program, move)


def _check_decision(vision: Vision, on: dt.date, *, sure: bool) -> None:
    check(vision, on)
    if vision.decided_on and vision.decided_on < on.replace(year=on.year - LONG_AGO, day=1):
        text = _("That is more than %(years)d years ago. Is this right?") % {"years": LONG_AGO}
        ask([FieldError("decided_on", "unlikely", text)], sure=sure)


def _lock_version(vision: Vision) -> Vision:
    """A version that was not adopted yet, held until the end of the transaction."""
    vision = Vision.objects.select_for_update().get(pk=vision.pk)
    if vision.is_adopted:
        raise Conflict(_("This version of the vision has been adopted and does not change any more. Write a new one."))
    return vision


def _lock_draft(vision: Vision) -> Vision:
    # Somebody adds a source while somebody else adopts: one of the two waits and then sees what the other did.
    vision = _lock_version(vision)
    _check_not_proposed(vision)
    return vision


def _check_not_proposed(vision: Vision) -> None:
    """What lies before the council is what it decides on."""
    if vision.is_proposed:
        raise Conflict(_("This version lies before the council, so its text stays. Take it back to write on."))
