"""Objectives, a tab of a programme's page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from programs.objectives.actions import set_objective
from programs.objectives.forms import ObjectiveForm
from programs.objectives.models import Objective
from programs.objectives.policies import can_set_objective
from programs.objectives.tree import in_tree_order
from programs.programs.page import find_program, program_page
from tenants.kit.caller import caller_of
from tenants.kit.errors import Refused
from tenants.kit.pages import refusals_in


@require_safe
def objective_list(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """All objectives of a programme, each below the one it is a part of. One query for them."""
    program = find_program(request, program_id)
    context = program_page(request, program, "program_objectives")
    rows = Objective.objects.visible_to(caller_of(request)).filter(program=program).select_related("parent").in_order()
    context["objectives"] = in_tree_order(list(rows))
    return render(request, "objectives/objective_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_objective(request: HttpRequest, program_id: UUID) -> HttpResponse:
    program, caller = find_program(request, program_id), caller_of(request)
    if not can_set_objective(caller, program):
        raise Refused(_("Only the manager of this programme, an editor or an administrator can do this."))
    form = ObjectiveForm(request.POST or None, program=program)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            set_objective(program, by=caller, **form.cleaned_data)
            messages.success(request, _("The objective has been added."))
            return redirect("program_objectives", program.pk)
    context = program_page(request, program, "program_objectives")
    context.update({"form": form, "form_title": _("Add an objective"), "button": _("Add the objective")})
    return render(request, "programs/program_form.html", context, status=400 if form.errors else 200)
