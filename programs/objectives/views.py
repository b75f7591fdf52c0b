"""Objectives, a tab of a programme's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from programs.objectives import actions
from programs.objectives.beneath import beneath
from programs.objectives.forms import ChangeObjectiveForm, NewObjectiveForm
from programs.objectives.models import Objective
from programs.objectives.tree import in_tree_order
from programs.programs.models import Program
from programs.programs.page import find_program, program_page
from programs.programs.policies import can_edit_program
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.dutch import dutch, told
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.policies import require


@require_safe
def objective_list(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """All objectives of a programme, each below the one it is a part of, with what other apps know of it."""
    program = find_program(request, program_id)
    context = program_page(request, program, "program_objectives")
    rows = Objective.objects.visible_to(caller_of(request)).filter(program=program).select_related("parent").in_order()
    below = beneath(program)
    context["objectives"] = [(depth, row, below(row.pk)) for depth, row in in_tree_order(list(rows))]
    return render(request, "objectives/objective_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_objective(request: HttpRequest, program_id: UUID) -> HttpResponse:
    program, caller = _editable(request, program_id), caller_of(request)
    form = NewObjectiveForm(request.POST or None, program=program, on=today())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.set_objective(program, by=caller, on=today(), **form.cleaned_data)
            messages.success(request, _("The objective has been added."))
            return redirect("program_objectives", program.pk)
    return _form_page(request, program, form, _("Add an objective"), _("Add the objective"))


@require_http_methods(["GET", "HEAD", "POST"])
def change_objective(request: HttpRequest, objective_id: UUID) -> HttpResponse:
    objective = _find(request, objective_id)
    program = _editable(request, objective.program_id)
    form = ChangeObjectiveForm(request.POST or None, objective=objective, on=today())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_objective(objective, by=caller_of(request), on=today(), **form.cleaned_data)
            messages.success(request, _("The objective has been saved."))
            return redirect("program_objectives", program.pk)
    return _form_page(request, program, form, _("Change an objective"), _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_objective(request: HttpRequest, objective_id: UUID) -> HttpResponse:
    objective = _find(request, objective_id)
    program = _editable(request, objective.program_id)

    def remove(reason: str) -> HttpResponse:
        actions.remove_objective(objective, by=caller_of(request), on=today())
        messages.success(request, _("The objective has been removed."))
        return redirect("program_objectives", program.pk)

    return confirmation(
        request,
        remove,
        title=_("Remove this objective?"),
        consequence=told(
            _("“%(objective)s” goes out of the programme. The history keeps it."), objective=dutch(objective)
        ),
        button=_("Remove this objective"),
        back=reverse("program_objectives", args=[program.pk]),
    )


def _find(request: HttpRequest, objective_id: UUID) -> Objective:
    rows = Objective.objects.visible_to(caller_of(request)).select_related("program", "parent")
    return get_object_or_404(rows, pk=objective_id)


def _editable(request: HttpRequest, program_id: UUID) -> Program:
    program = find_program(request, program_id)
    require(can_edit_program, caller_of(request), program, today())
    return program


def _form_page(
    request: HttpRequest, program: Program, form: NewObjectiveForm | ChangeObjectiveForm, title: str, button: str
) -> HttpResponse:
    context = program_page(request, program, "program_objectives")
    context.update({"form": form, "form_title": title, "button": button})
    return render(request, "programs/program_form.html", context, status=status_of(form))
