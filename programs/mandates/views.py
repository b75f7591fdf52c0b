"""Pages about mandates, decisions and escalations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from programs.mandates.actions import answer_escalation, grant_mandate, take_decision, withdraw_mandate
from programs.mandates.forms import AnswerForm, DecisionForm, MandateForm, WithdrawalForm, only_area_of
from programs.mandates.models import Decision, Escalation, Mandate
from programs.mandates.policies import (
    can_answer_escalation,
    can_decide_under,
    can_grant_mandate,
    can_see_escalations,
    can_see_mandates,
    can_withdraw_mandate,
)
from programs.programs.page import find_program, program_page
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.pages import refusals_in
from tenants.kit.policies import require

ON_A_PAGE = 50
_EDITING = ["GET", "HEAD", "POST"]


@require_safe
def mandate_list(request: HttpRequest) -> HttpResponse:
    """Who may decide what, today and before."""
    caller, on = caller_of(request), today()
    require(can_see_mandates, caller, on)
    rows = Mandate.objects.visible_to(caller).with_spent(on.year).with_people_and_areas()
    page = Paginator(rows.order_by("-valid_until", "id"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "on": on, "can_grant": can_grant_mandate(caller, on), "rows": _with_state(page, on)}
    return render(request, "mandates/mandate_list.html", context)


@require_http_methods(_EDITING)
def new_mandate(request: HttpRequest) -> HttpResponse:
    caller, on = caller_of(request), today()
    require(can_grant_mandate, caller, on)
    form = MandateForm(request.POST or None, on=on, initial={"valid_from": on})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            mandate = grant_mandate(by=caller, on=on, **form.granted())
            messages.success(request, _("The mandate has been granted."))
            return redirect("mandate", mandate.pk)
    return render(request, "mandates/new_mandate.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def mandate_page(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One mandate: its terms, the room that is left this year, what was decided and what was asked of others."""
    caller, on = caller_of(request), today()
    mandate = _find(request, mandate_id)
    context = {
        "mandate": mandate,
        "on": on,
        "is_valid": mandate.is_valid_on(on),
        "can_decide": can_decide_under(caller, mandate, on),
        "can_withdraw": can_withdraw_mandate(caller, mandate, on) and mandate.valid_until > on,
        "decisions": mandate.decisions.select_related("area", "program", "taken_by").order_by("-taken_on", "-id")[:50],
        "escalations": mandate.escalations.with_people().order_by("-requested_on", "-id")[:50],
    }
    return render(request, "mandates/mandate.html", context)


@require_http_methods(_EDITING)
def decide(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Take a decision; outside the mandate it says which rule forbids it, and to whom it went."""
    caller, on = caller_of(request), today()
    mandate = _find(request, mandate_id)
    require(can_decide_under, caller, mandate, on)
    initial = {"area": only_area_of(mandate), "program": request.GET.get("program")}
    form = DecisionForm(request.POST or None, on=on, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            outcome = take_decision(mandate, by=caller, on=on, **form.cleaned_data)
            if outcome.escalation is not None:
                messages.warning(request, outcome.sentence)
                return redirect("escalation", outcome.escalation.pk)
            messages.success(request, _("Decided, within your mandate."))
            return redirect("mandate", mandate.pk)
    context = {"mandate": mandate, "form": form, "on": on}
    return render(request, "mandates/decide.html", context, status=400 if form.errors else 200)


@require_http_methods(_EDITING)
def withdraw(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    caller, on = caller_of(request), today()
    mandate = _find(request, mandate_id)
    require(can_withdraw_mandate, caller, mandate, on)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            withdraw_mandate(mandate, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The mandate has ended. What was decided under it stands."))
            return redirect("mandate", mandate.pk)
    context = {"mandate": mandate, "form": form, "on": on}
    return render(request, "mandates/withdraw.html", context, status=400 if form.errors else 200)


@require_safe
def escalation_list(request: HttpRequest) -> HttpResponse:
    """What waits for an answer; for the council: what was left unanswered."""
    caller, on = caller_of(request), today()
    require(can_see_escalations, caller, on)
    rows = Escalation.objects.visible_to(caller).with_people().order_by("answered_on", "answer_by", "id")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = [(row, row.is_overdue(on)) for row in page]
    context = {"page_obj": page, "rows": shown, "on": on, "sees_all": can_see_mandates(caller, on)}
    return render(request, "mandates/escalation_list.html", context)


@require_http_methods(_EDITING)
def escalation_page(request: HttpRequest, escalation_id: UUID) -> HttpResponse:
    """One escalation with, for whoever was asked, the answer to give."""
    caller, on = caller_of(request), today()
    rows = Escalation.objects.visible_to(caller).with_people()
    escalation = get_object_or_404(rows, pk=escalation_id)
    if request.method == "POST":
        require(can_answer_escalation, caller, escalation, on)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            answer_escalation(escalation, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("Your answer has been recorded."))
            return redirect("escalation", escalation.pk)
    context = {
        "escalation": escalation,
        "form": form,
        "can_answer": escalation.is_open and can_answer_escalation(caller, escalation, on),
        "is_overdue": escalation.is_overdue(on),
        "decision": Decision.objects.filter(escalation=escalation).first(),
        "sees_mandate": can_see_mandates(caller, on),
    }
    return render(request, "mandates/escalation.html", context, status=400 if form.errors else 200)


@require_safe
def program_decisions(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Decisions, a tab of a programme's page: for those who work for the municipality."""
    program, caller = find_program(request, program_id), caller_of(request)
    require(can_see_mandates, caller, today())
    context = program_page(request, program, "program_decisions")
    decisions = Decision.objects.visible_to(caller).filter(program=program).select_related("area", "taken_by")
    waiting = Escalation.objects.visible_to(caller).filter(program=program).open().with_people()
    context["decisions"] = decisions.order_by("-taken_on", "-id")[:100]
    context["open_escalations"] = waiting.order_by("answer_by", "id")
    return render(request, "mandates/program_decisions.html", context)


def _find(request: HttpRequest, mandate_id: UUID) -> Mandate:
    rows = Mandate.objects.visible_to(caller_of(request)).with_spent(today().year).with_people_and_areas()
    return get_object_or_404(rows, pk=mandate_id)


def _with_state(page: Iterable[Mandate], on: dt.date) -> list[tuple[Mandate, bool]]:
    return [(mandate, mandate.is_valid_on(on)) for mandate in page]
