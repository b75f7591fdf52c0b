"""Pages about programmes and their visions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from programs.areas.models import Area
from programs.programs import actions
from programs.programs.actions.visions import missing_for_adoption
from programs.programs.forms import (
    AdoptionForm,
    ChangeProgramForm,
    CorrectAdoptionForm,
    PhaseForm,
    ProgramForm,
    SourceForm,
    VisionForm,
)
from programs.programs.models import Phase, Program, Vision, VisionSource
from programs.programs.moves import moves_by_hand
from programs.programs.page import find_program, program_page
from programs.programs.policies import (
    can_adopt_vision,
    can_choose_manager,
    can_edit_program,
    can_see_drafts,
    can_start_program,
)
from programs.programs.sentences import not_ready
from programs.programs.steps import steps_of
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.decades import span
from tenants.kit.dutch import dutch, told
from tenants.kit.errors import Conflict
from tenants.kit.fields import moment_of
from tenants.kit.order import in_dutch
from tenants.kit.pages import refusals_in, seen_in, status_of
from tenants.kit.policies import require
from tenants.kit.seen import Seen

ON_A_PAGE = 50
_EDITING = ["GET", "HEAD", "POST"]


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    """Every programme the caller may know of."""
    caller, on = caller_of(request), today()
    rows = Program.objects.visible_to(caller).with_term().order_by(in_dutch("title"), "id")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "scale": span([(row.begin, row.horizon_year) for row in page], on),
        "on": on,
        "can_start": can_start_program(caller, on),
        "sees_drafts": can_see_drafts(caller, on),
        "has_areas": bool(page) or Area.objects.valid_on(on).exists(),
    }
    return render(request, "programs/program_list.html", context)


@require_http_methods(_EDITING)
def new_program(request: HttpRequest) -> HttpResponse:
    caller, on = caller_of(request), today()
    require(can_start_program, caller, on)
    form = ProgramForm(request.POST or None, on=on, chooses_manager=can_choose_manager(caller, on))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            program = actions.start_program(by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The programme has been started. Now write where it goes."))
            return redirect("program", program.pk)
    context = {"form": form, "has_areas": Area.objects.valid_on(on).exists()}
    return render(request, "programs/new_program.html", context, status=status_of(form))


@require_http_methods(_EDITING)
def change_program(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Title, areas, who directs it, and who manages it: people leave."""
    found = _editable(request, program_id)
    caller, on = caller_of(request), today()
    chooses = can_choose_manager(caller, on)
    form = ChangeProgramForm(request.POST or None, program=found, on=on, chooses_manager=chooses)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            asked = {"manager": found.manager, **form.cleaned_data}
            changed = actions.change_program(found, by=caller, on=on, **asked)
            return _done(request, found, _saved(found, changed))
    return _form_page(request, found, form, _("Change the programme"), _("Save"))


@require_safe
def program(request: HttpRequest, program_id: UUID, version: int | None = None) -> HttpResponse:
    """The vision: the draft for those who work on it, otherwise the version in force, or the version asked for."""
    found = find_program(request, program_id)
    caller, on = caller_of(request), today()
    known = set(Vision.objects.visible_to(caller).filter(program=found).values_list("pk", flat=True))
    versions = [vision for vision in found.visions.all() if vision.pk in known]
    if version is None:
        vision = versions[0] if versions else None
    else:
        vision = next((each for each in versions if each.version == version), None)
        if vision is None:
            raise Http404
    context = program_page(request, found, "program")
    context.update(
        {"vision": vision, "versions": versions, "moves": moves_by_hand(found.status) if context["can_edit"] else []}
    )
    if vision is not None:
        phases = list(vision.phases.all())
        begins = [phase.from_year for phase in phases]
        context.update({"sources": vision.sources.all(), "phases": phases, "phase_years": begins})
        if not vision.is_adopted:
            steps = steps_of(vision, missing_for_adoption(vision, on), list(context["sources"]))
            context.update({"steps": steps, "missing": [step for step in steps if not step.is_done]})
        context["can_write"] = context["can_edit"] and not (vision.is_adopted or vision.is_proposed)
        context["can_record"] = not found.has_ended and can_adopt_vision(caller, found, on)
    return render(request, "programs/program.html", context)


@require_http_methods(_EDITING)
def write_vision(request: HttpRequest, program_id: UUID) -> HttpResponse:
    found = _editable(request, program_id)
    caller, on = caller_of(request), today()
    form = VisionForm(request.POST or None, found, on)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.write_vision(found, by=caller, on=on, **form.cleaned_data)
            return _done(request, found, _("The vision has been saved."))
    title = _("Write the vision") if found.draft_vision() or not found.current_vision() else _("Write a new version")
    return _form_page(request, found, form, title, _("Save"))


@require_http_methods(_EDITING)
def add_source(request: HttpRequest, program_id: UUID) -> HttpResponse:
    found = _editable(request, program_id)
    draft, caller, on = _draft_of(found), caller_of(request), today()
    new = VisionSource(vision=draft, date=on, kind=request.GET.get("kind", ""))
    form = SourceForm(request.POST or None, row=new, on=on, initial={"seen": moment_of(draft)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_source(draft, by=caller, on=on, **form.cleaned_data)
            return _done(request, found, _("The source has been added."))
    return _form_page(request, found, form, _("Add a source"), _("Add the source"))


@require_http_methods(_EDITING)
def add_phase(request: HttpRequest, program_id: UUID) -> HttpResponse:
    found = _editable(request, program_id)
    draft, caller, on = _draft_of(found), caller_of(request), today()
    new = Phase(vision=draft, from_year=on.year, until_year=draft.horizon_year)
    form = PhaseForm(request.POST or None, row=new, on=on, initial={"seen": moment_of(draft)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.add_phase(draft, by=caller, on=on, **form.cleaned_data)
            return _done(request, found, _("The phase has been added."))
    return _form_page(request, found, form, _("Add a phase"), _("Add the phase"))


@require_http_methods(_EDITING)
def remove_source(request: HttpRequest, program_id: UUID, source_id: UUID) -> HttpResponse:
    found = _editable(request, program_id)
    source = get_object_or_404(VisionSource, pk=source_id, vision__program=found)

    def remove(reason: str) -> HttpResponse:
        actions.remove_source(source, by=caller_of(request), on=today())
        return _done(request, found, _("The source has been removed."))

    return confirmation(
        request,
        remove,
        title=_("Remove this source?"),
        consequence=told(
            _("“%(source)s” goes out of the vision. The history keeps it."), source=dutch(source.description[:120])
        ),
        button=_("Remove this source"),
        back=reverse("program", args=[found.pk]),
    )


@require_http_methods(_EDITING)
def remove_phase(request: HttpRequest, program_id: UUID, phase_id: UUID) -> HttpResponse:
    found = _editable(request, program_id)
    phase = get_object_or_404(Phase, pk=phase_id, vision__program=found)

    def remove(reason: str) -> HttpResponse:
        actions.remove_phase(phase, by=caller_of(request), on=today())
        return _done(request, found, _("The phase has been removed."))

    return confirmation(
        request,
        remove,
        title=_("Remove this phase?"),
        consequence=told(_("“%(phase)s” goes out of the vision. The history keeps it."), phase=dutch(phase.title)),
        button=_("Remove this phase"),
        back=reverse("program", args=[found.pk]),
    )


@require_http_methods(_EDITING)
def propose_vision(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Lay the draft before the council, or take it back."""
    found = _editable(request, program_id)
    draft, caller, on = _draft_of(found), caller_of(request), today()
    # What was asked, not the opposite of how it stands: two people may ask for the same at once.
    takes_back = request.POST.get("back", "yes" if draft.is_proposed else "no") == "yes"

    def act(reason: str, seen: Seen | None) -> HttpResponse:
        if takes_back:
            actions.take_back_vision(draft, by=caller, on=on, seen=seen)
            return _done(request, found, _("The vision has been taken back; you can write on."))
        actions.propose_vision(draft, by=caller, on=on, seen=seen)
        return _done(request, found, _("The vision lies before the council now."))

    text_stays = _(
        "From then on its text and its sources stay as they are, until the council decides or you take it back."
    )
    return confirmation(
        request,
        act,
        title=_("Take the vision back?") if takes_back else _("Propose the vision to the council?"),
        consequence=_("It does not lie before the council any more, and can be written on.")
        if takes_back
        else text_stays,
        button=_("Take it back") if takes_back else _("Propose to the council"),
        back=reverse("program", args=[found.pk]),
        row=draft,
        hidden={"back": "yes" if takes_back else "no"},
    )


@require_http_methods(_EDITING)
def adopt_vision(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Record what the council decided: who may is a choice of the municipality."""
    found, caller, on = find_program(request, program_id), caller_of(request), today()
    require(can_adopt_vision, caller, found, on)
    draft = _draft_of(found)
    # What the clerk read is the page of the vision, which leads here.
    seen = moment_of(draft) if request.method == "POST" else request.GET.get("seen", moment_of(draft))
    form = AdoptionForm(request.POST or None, row=draft, on=on, initial={"decided_on": on, "seen": seen})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.adopt_vision(draft, by=caller, on=on, **form.cleaned_data)
            return _done(request, found, _("The vision has been adopted. Its baselines are frozen."))
    steps = steps_of(draft, missing_for_adoption(draft, on), list(draft.sources.all()))
    missing = [step for step in steps if not step.is_done]
    note = (
        not_ready(step.note for step in missing)
        if missing
        else _("After this neither the vision nor its sources can change any more.")
    )
    title, button = _("Record the council's decision"), _("Adopt the vision")
    return _form_page(request, found, form, title, button, note, missing=missing)


@require_http_methods(_EDITING)
def correct_adoption(request: HttpRequest, program_id: UUID, version: int) -> HttpResponse:
    """How the council's decision is filed, and of which day it is, put right with a reason."""
    found, caller, on = find_program(request, program_id), caller_of(request), today()
    require(can_adopt_vision, caller, found, on)
    vision = get_object_or_404(Vision.objects.visible_to(caller).adopted(), program=found, version=version)
    form = CorrectAdoptionForm(request.POST or None, row=vision, on=on, initial={"seen": moment_of(vision)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.correct_adoption(vision, by=caller, on=on, **form.cleaned_data)
            return _done(request, found, _("The record of the council's decision has been put right."))
    note = _("What the council decided stays as it was. The old record stays in the history, with your reason.")
    return _form_page(request, found, form, _("Correct the record of the decision"), _("Save"), note)


@require_http_methods(_EDITING)
def move_program(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Another state. What is grave is asked about first, with what comes of it."""
    found = _editable(request, program_id)
    to = request.POST.get("to") or request.GET.get("to", "")
    move = next((move for move in moves_by_hand(found.status) if move.to == to), None)
    if move is None and request.method != "POST":
        return redirect("program", found.pk)

    def act(reason: str, seen: Seen | None) -> HttpResponse:
        moved = actions.move_program(found, to, by=caller_of(request), on=today(), reason=reason, seen=seen)
        words = _("The programme is now: %(status)s.") % {"status": moved.get_status_display()}
        return _done(request, found, words)

    if move is None or not move.is_grave:
        return act("", seen_in(request) if move else None)  # what is no move is refused, whatever was seen
    return confirmation(
        request,
        act,
        title=move.label,
        consequence=move.consequence,
        button=move.label,
        back=reverse("program", args=[found.pk]),
        needs_reason=move.needs_reason,
        row=found,
        hidden={"to": str(move.to)},
    )


def _editable(request: HttpRequest, program_id: UUID) -> Program:
    """Invisible: 404. Visible but somebody else's: 403."""
    found = find_program(request, program_id)
    require(can_edit_program, caller_of(request), found, today())
    return found


def _draft_of(found: Program) -> Vision:
    draft = found.draft_vision()
    if draft is None:
        raise Conflict(_("There is no draft of the vision. Write one first; an adopted version does not change."))
    return draft


def _done(request: HttpRequest, found: Program, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("program", found.pk)


def _saved(before: Program, after: Program) -> str:
    """A handover is said in so many words, with what does not go along."""
    if after.manager is None or after.manager == before.manager:
        return _("The programme has been saved.")
    return _("%(person)s manages this programme now. A mandate stays behind: an administrator grants a new one.") % {
        "person": after.manager
    }


def _form_page(
    request: HttpRequest, found: Program, form: BaseForm, title: str, button: str, note: str = "", **more: Any
) -> HttpResponse:
    context: dict[str, Any] = program_page(request, found, "program")
    context.update({"form": form, "form_title": title, "button": button, "form_note": note, **more})
    return render(request, "programs/program_form.html", context, status=status_of(form))
