"""Writing a vision, founding it on its sources, and adopting it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from programs.programs import events
from programs.programs.actions.programs import lock_open, move_to
from programs.programs.adoption import follow_adoption
from programs.programs.choices import ProgramStatus, SourceKind, Theme, VisionStatus
from programs.programs.models import Phase, Program, Vision, VisionSource
from programs.programs.moves import MOVES
from programs.programs.policies import can_adopt_vision, can_edit_program
from programs.programs.rules import SHORTEST_HORIZON, Readiness, missing_in
from programs.programs.sentences import not_ready
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, FieldError, Invalid, Unlikely
from tenants.kit.models import check_seen
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import Change, change

LAST_YEAR = 2200
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
    _check_text(horizon_year, themes, on)
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
        vision.horizon_year = horizon_year
        vision.themes = [theme for theme in Theme.values if theme in themes]
        vision.story = story.strip()
        vision.principles = principles.strip()
        vision.save()
        changing.emit(events.VISION_WRITTEN, vision, programId=str(program.pk), version=vision.version)
    return vision


def add_source(
    vision: Vision, *, kind: str, description: str, date: dt.date, by: Caller, on: dt.date, who: str = ""
) -> VisionSource:
    """Something the vision rests on. `who` names a group or an organisation, never a resident."""
    require(can_edit_program, by, vision.program, on)
    errors = []
    if kind not in SourceKind.values:
        errors.append(FieldError("kind", "invalid", _("Choose a kind of source from the list.")))
    if not description.strip():
        errors.append(FieldError("description", "required", _("Say what the source is and what it showed.")))
    if date > on:
        errors.append(FieldError("date", "in_future", _("A source is from today or earlier.")))
    if errors:
        raise Invalid(errors)
    with change(by) as changing:
        vision = _lock_draft(vision)
        source = VisionSource.objects.create(
            vision=vision, kind=kind, description=description.strip(), date=date, who=who.strip()
        )
        changing.emit(events.VISION_SOURCE_ADDED, vision, sourceId=str(source.pk), kind=kind)
    return source


def remove_source(source: VisionSource, *, by: Caller, on: dt.date, reason: str = "") -> None:
    """Take a source out of a draft; the history keeps it."""
    require(can_edit_program, by, source.vision.program, on)
    with change(by, reason) as changing:
        vision = _lock_draft(source.vision)
        changing.emit(events.VISION_SOURCE_REMOVED, vision, sourceId=str(source.pk), kind=source.kind)
        source.delete()


def add_phase(vision: Vision, *, title: str, from_year: int, until_year: int, by: Caller, on: dt.date) -> Phase:
    """A stretch of years within the horizon of the vision."""
    require(can_edit_program, by, vision.program, on)
    with change(by) as changing:
        vision = _lock_draft(vision)
        errors = []
        if not title.strip():
            errors.append(FieldError("title", "required", _("Give the phase a name.")))
        if until_year < from_year:
            errors.append(FieldError("until_year", "too_early", _("A phase cannot end before it begins.")))
        if overlapping := vision.phases.filter(from_year__lt=until_year, until_year__gt=from_year).first():
            text = _("The phase “%(phase)s” lasts from %(from)d to %(until)d. Choose years that do not overlap.")
            years = {"phase": overlapping.title, "from": overlapping.from_year, "until": overlapping.until_year}
            errors.append(FieldError("from_year", "overlap", text % years))
        if from_year < 1900 or until_year > vision.horizon_year:
            text = _("A phase ends in %(year)d, the horizon of the vision, or earlier.") % {"year": vision.horizon_year}
            errors.append(FieldError("until_year", "out_of_range", text))
        if errors:
            raise Invalid(errors)
        phase = Phase.objects.create(vision=vision, title=title.strip(), from_year=from_year, until_year=until_year)
        changing.emit(events.VISION_PHASE_ADDED, vision, phaseId=str(phase.pk))
    return phase


def remove_phase(phase: Phase, *, by: Caller, on: dt.date, reason: str = "") -> None:
    require(can_edit_program, by, phase.vision.program, on)
    with change(by, reason) as changing:
        vision = _lock_draft(phase.vision)
        changing.emit(events.VISION_PHASE_REMOVED, vision, phaseId=str(phase.pk))
        phase.delete()


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


def propose_vision(vision: Vision, *, by: Caller, on: dt.date) -> Vision:
    """Lay a version before the council: from now on its text stays, until it is adopted or taken back."""
    require(can_edit_program, by, vision.program, on)
    with change(by) as changing:
        # One of two people proposes while the other writes on: the second finds it proposed, or sees the new text.
        program = lock_open(vision.program)
        vision = _lock_draft(vision)
        _propose(changing, program, vision, on)
    return vision


def take_back_vision(vision: Vision, *, by: Caller, on: dt.date) -> Vision:
    """Not before the council any more; it can be written on."""
    require(can_edit_program, by, vision.program, on)
    with change(by) as changing:
        program = lock_open(vision.program)
        vision = Vision.objects.select_for_update().get(pk=vision.pk)
        if not vision.is_proposed:
            raise Conflict(_("This version does not lie before the council."))
        vision.save_changes(proposed_on=None)
        if move := MOVES.find(program.status, ProgramStatus.DRAFT):
            move_to(changing, program, move)
        changing.emit(events.VISION_TAKEN_BACK, vision, programId=str(program.pk), version=vision.version)
    return vision


def adopt_vision(
    vision: Vision, *, reference: str, decided_on: dt.date, by: Caller, on: dt.date, sure: bool = False
) -> Vision:
    """Record the council's decision. From now on neither the vision nor its sources and phases can change.

    What other houses must do at this moment (freeze the baselines) happens in the same transaction: what one of them
    refuses, undoes the adoption. `sure`: a day that is hardly ever right is right this time.
    """
    require(can_adopt_vision, by, vision.program, on)
    _check_decision(reference, decided_on, on, sure=sure)
    with change(by) as changing:
        # The clerk and an administrator adopt the same draft: the second finds it adopted.
        program = lock_open(vision.program)
        vision = _lock_version(vision)
        if missing := missing_for_adoption(vision, on):
            raise Conflict(not_ready(missing), "vision_incomplete")
        vision.save_changes(
            status=VisionStatus.ADOPTED, decision_reference=reference.strip(), decided_on=decided_on, adopted_on=on
        )
        _let_program_follow(program)
        follow_adoption(program, on, changing)
        _tell(changing, program, vision)
    return vision


def correct_adoption(
    vision: Vision,
    *,
    reference: str,
    decided_on: dt.date,
    by: Caller,
    on: dt.date,
    reason: str,
    seen: Seen | None = None,
    sure: bool = False,
) -> Vision:
    """Put right how the council's decision is filed, or of which day it is. What it decided stays as it was."""
    require(can_adopt_vision, by, vision.program, on)
    _check_decision(reference, decided_on, on, sure=sure)
    if not reason.strip():
        raise Invalid({"reason": _("Say why; it is kept in the history.")}, "required")
    with change(by, reason.strip()) as changing:
        vision = Vision.objects.select_for_update().get(pk=vision.pk)
        if not vision.is_adopted:
            raise Conflict(_("The council has not decided on this version yet."))
        vision.check_unchanged(seen)
        if changed := vision.save_changes(decision_reference=reference.strip(), decided_on=decided_on):
            changing.emit(
                events.ADOPTION_CORRECTED, vision, programId=str(vision.program_id), version=vision.version,
                fields=changed,
            )  # fmt: skip
    return vision


def _propose(changing: Change, program: Program, vision: Vision, on: dt.date) -> None:
    if missing := missing_for_adoption(vision, on):
        raise Conflict(not_ready(missing), "vision_incomplete")
    vision.save_changes(proposed_on=on)
    if move := MOVES.find(program.status, ProgramStatus.PROPOSED):
        move_to(changing, program, move)
    changing.emit(events.VISION_PROPOSED, vision, programId=str(program.pk), version=vision.version)


def _let_program_follow(program: Program) -> None:
    """A first adoption makes the programme adopted; a later version leaves a running programme running."""
    if MOVES.find(program.status, ProgramStatus.ADOPTED):
        program.save_changes(status=ProgramStatus.ADOPTED)


def _tell(changing: Change, program: Program, vision: Vision) -> None:
    changing.emit(
        events.VISION_ADOPTED, vision, programId=str(program.pk), version=vision.version,
        decisionReference=vision.decision_reference,
    )  # fmt: skip


def _check_text(horizon_year: int, themes: Sequence[str], on: dt.date) -> None:
    errors = []
    if horizon_year - on.year < SHORTEST_HORIZON:
        text = _("Choose a horizon of %(year)d or later: a vision reaches at least ten years ahead.") % {
            "year": on.year + SHORTEST_HORIZON
        }
        errors.append(FieldError("horizon_year", "too_near", text))
    if horizon_year > LAST_YEAR:
        text = _("Choose a horizon before %(year)d.") % {"year": LAST_YEAR}
        errors.append(FieldError("horizon_year", "too_far", text))
    if unknown := [theme for theme in themes if theme not in Theme.values]:
        errors.append(FieldError("themes", "invalid", _("There is no theme “%(theme)s”.") % {"theme": unknown[0]}))
    if errors:
        raise Invalid(errors)


def _check_decision(reference: str, decided_on: dt.date, on: dt.date, *, sure: bool) -> None:
    errors = []
    if not reference.strip():
        text = _("Give the reference of the council's decision, such as RB-2024-031.")
        errors.append(FieldError("reference", "required", text))
    if len(reference) > 120:
        errors.append(FieldError("reference", "too_long", _("Use at most 120 characters for the reference.")))
    if decided_on > on:
        text = _("The council's decision is from today or earlier.")
        errors.append(FieldError("decided_on", "in_future", text))
    if errors:
        raise Invalid(errors)
    if not sure and decided_on < on.replace(year=on.year - LONG_AGO, day=1):
        text = _("That is more than %(years)d years ago. Is this right?") % {"years": LONG_AGO}
        raise Unlikely({"decided_on": text})


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
