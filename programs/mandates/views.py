"""Pages about mandates, decisions and escalations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from programs.mandates.actions import (
    Preview,
    Result,
    agree_to_mandate,
    answer_escalation,
    grant_mandate,
    preview_decision,
    reverse_decision,
    take_decision,
    withdraw_escalation,
    withdraw_mandate,
)
from programs.mandates.choices import EscalationStatus
from programs.mandates.forms import MANDATE_STEPS, AnswerForm, DecisionForm, MandateForm, WithdrawalForm, only_area_of
from programs.mandates.models import Decision, Escalation, Mandate
from programs.mandates.moves import MOVES
from programs.mandates.policies import (
    can_agree_to_mandate,
    can_answer_escalation,
    can_decide_under,
    can_grant_mandate,
    can_reverse_decision,
    can_see_escalations,
    can_see_mandates,
    can_withdraw_escalation,
    can_withdraw_mandate,
)
from programs.mandates.sentences import refusal_of
from programs.programs.page import find_program, program_page
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.dutch import dutch, told
from tenants.kit.fields import moment_of
from tenants.kit.moves import Move
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.policies import require
from tenants.kit.steps import ask_in_steps
from tenants.kit.templatetags.kit import euro
from tenants.once.rules import digest

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

    def act() -> HttpResponse:
        mandate = grant_mandate(by=caller, on=on, **form.granted())
        messages.success(request, _("The mandate has been granted."))
        return redirect("mandate", mandate.pk)

    words = {"title": _("Grant a mandate"), "button": _("Grant the mandate"), "back": reverse("mandates")}
    return ask_in_steps(request, form, MANDATE_STEPS, act, "mandates/new_mandate.html", words)


@require_safe
def mandate_page(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One mandate: its terms, the room that is left this year, what was decided and what was asked of others."""
    caller, on = caller_of(request), today()
    mandate = _find(request, mandate_id)
    asked = Escalation.objects.visible_to(caller).filter(mandate=mandate)
    context = {
        "mandate": mandate,
        "on": on,
        "is_valid": mandate.is_valid_on(on),
        "can_decide": can_decide_under(caller, mandate, on),
        "can_agree": not mandate.is_agreed and can_agree_to_mandate(caller, mandate, on),
        "can_withdraw": can_withdraw_mandate(caller, mandate, on) and mandate.valid_until > on,
        "decisions": _page_with_rights(request, Decision.objects.visible_to(caller).filter(mandate=mandate)),
        "escalations": Paginator(asked.with_people().order_by("-requested_on", "-id"), ON_A_PAGE).page(1),
    }
    return render(request, "mandates/mandate.html", context)


@require_http_methods(_EDITING)
def decide(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Take a decision: first what it would do (taken, or laid before whom until when), then it is done."""
    caller, on = caller_of(request), today()
    mandate = _find(request, mandate_id)
    require(can_decide_under, caller, mandate, on)
    initial = {"area": only_area_of(mandate), "program": request.GET.get("program")}
    form = DecisionForm(request.POST or None, caller=caller, on=on, mandate=mandate, initial=initial)
    context = {"mandate": mandate, "form": form, "on": on}
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            preview = preview_decision(mandate, by=caller, on=on, **form.cleaned_data)
            shown = _mark_of(preview, form.cleaned_data)
            if request.POST.get("confirmed") == shown:
                return _decided(request, take_decision(mandate, by=caller, on=on, **form.cleaned_data))
            context |= {"preview": preview, "shown": shown}
    return render(request, "mandates/decide.html", context, status=status_of(form))


def _mark_of(preview: Preview, asked: Mapping[str, Any]) -> str:
    """Of what somebody has before them, so that they confirm that and nothing that was changed after it."""
    parts = (*(asked[name] for name in sorted(asked)), preview.step)
    return digest(str(getattr(part, "pk", part)).encode() for part in parts)


def _decided(request: HttpRequest, result: Result) -> HttpResponse:
    if result.escalation is not None:
        messages.warning(request, result.sentence)
        return redirect("escalation", result.escalation.pk)
    messages.success(request, _("Decided, within your mandate."))
    return redirect("mandate", result.decision.mandate_id if result.decision else "")


@require_http_methods(_EDITING)
def reverse_a_decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """A decision that was wrong counts for nothing any more, with a reason."""
    caller, on = caller_of(request), today()
    rows = Decision.objects.visible_to(caller).select_related("mandate")
    decision = get_object_or_404(rows, pk=decision_id)
    require(can_reverse_decision, caller, decision, on)

    def act(reason: str) -> HttpResponse:
        reverse_decision(decision, by=caller, on=on, reason=reason)
        messages.success(request, _("The decision has been reversed."))
        return redirect("mandate", decision.mandate_id)

    return confirmation(
        request,
        act,
        title=_("Reverse this decision?"),
        consequence=told(
            _("“%(subject)s” (%(amount)s) counts for nothing from today. It stays to be read, with your reason."),
            subject=dutch(decision.subject),
            amount=euro(decision.amount),
        ),
        button=_("Reverse the decision"),
        back=reverse("mandate", args=[decision.mandate_id]),
        needs_reason=True,
    )


@require_http_methods(_EDITING)
def agree(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """The second person agrees to a mandate above the limit of the municipality."""
    caller, on = caller_of(request), today()
    mandate = _find(request, mandate_id)
    require(can_agree_to_mandate, caller, mandate, on)

    def act(reason: str) -> HttpResponse:
        agree_to_mandate(mandate, by=caller, on=on)
        messages.success(request, _("The mandate holds from now on."))
        return redirect("mandate", mandate.pk)

    return confirmation(
        request,
        act,
        title=_("Agree to this mandate?"),
        consequence=_("%(person)s may then decide up to %(year)s a year, without asking.")
        % {"person": mandate.manager, "year": euro(mandate.ceiling_per_year)},
        button=_("Agree"),
        back=reverse("mandate", args=[mandate.pk]),
    )


@require_http_methods(_EDITING)
def withdraw(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    caller, on = caller_of(request), today()
    mandate = _find(request, mandate_id)
    require(can_withdraw_mandate, caller, mandate, on)
    form = WithdrawalForm(request.POST or None, initial={"seen": moment_of(mandate)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            withdraw_mandate(mandate, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The mandate has ended. What was decided under it stands."))
            return redirect("mandate", mandate.pk)
    context = {"mandate": mandate, "form": form, "on": on}
    return render(request, "mandates/withdraw.html", context, status=status_of(form))


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
    form = AnswerForm(request.POST or None, initial={"seen": moment_of(escalation)})
    if request.method == "POST" and form.is_valid():
        move = MOVES.find(escalation.status, form.cleaned_data["verdict"])
        if move is not None and move.is_grave:
            return _ask(request, escalation, move, form.cleaned_data["answer"])
        with refusals_in(form):
            return _answer(request, escalation, **form.cleaned_data)
    context = {
        "escalation": escalation,
        "form": form,
        "sentence": refusal_of(escalation),
        "can_withdraw": escalation.is_open and can_withdraw_escalation(caller, escalation, on),
        "can_answer": escalation.is_open and can_answer_escalation(caller, escalation, on),
        "is_overdue": escalation.is_overdue(on),
        "decision": Decision.objects.filter(escalation=escalation).first(),
        "sees_mandate": can_see_mandates(caller, on),
    }
    return render(request, "mandates/escalation.html", context, status=status_of(form))


def _ask(request: HttpRequest, escalation: Escalation, move: Move, answer: str) -> HttpResponse:
    return confirmation(
        request,
        lambda reason, seen: _answer(request, escalation, verdict=move.to, answer=answer, seen=seen),
        title=move.label,
        consequence=move.consequence,
        button=move.label,
        back=reverse("escalation", args=[escalation.pk]),
        row=escalation,
        asks_first=True,
        hidden={"verdict": str(move.to), "answer": answer},
    )


def _answer(request: HttpRequest, escalation: Escalation, **given: Any) -> HttpResponse:
    answer_escalation(escalation, by=caller_of(request), on=today(), **given)
    messages.success(request, _("Your answer has been recorded."))
    return redirect("escalation", escalation.pk)


@require_http_methods(_EDITING)
def withdraw_question(request: HttpRequest, escalation_id: UUID) -> HttpResponse:
    """Whoever asked takes the question back."""
    caller, on = caller_of(request), today()
    escalation = get_object_or_404(Escalation.objects.visible_to(caller).with_people(), pk=escalation_id)
    require(can_withdraw_escalation, caller, escalation, on)
    move = MOVES.find(EscalationStatus.OPEN, EscalationStatus.WITHDRAWN)
    assert move is not None  # noqa: S101 (the table has it)

    def act(reason: str) -> HttpResponse:
        withdraw_escalation(escalation, by=caller, on=on, reason=reason)
        messages.success(request, _("The question has been withdrawn."))
        return redirect("escalation", escalation.pk)

    return confirmation(
        request,
        act,
        title=_("Withdraw this question?"),
        consequence=move.consequence,
        button=move.label,
        back=reverse("escalation", args=[escalation.pk]),
        needs_reason=move.needs_reason,
    )


@require_safe
def program_decisions(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """Decisions, a tab of a programme's page: for those who work for the municipality."""
    program, caller = find_program(request, program_id), caller_of(request)
    require(can_see_mandates, caller, today())
    context = program_page(request, program, "program_decisions")
    decisions = Decision.objects.visible_to(caller).filter(program=program)
    waiting = Escalation.objects.visible_to(caller).filter(program=program).open().with_people()
    context["decisions"] = _page_with_rights(request, decisions)
    context["open_escalations"] = waiting.order_by("answer_by", "id")
    return render(request, "mandates/program_decisions.html", context)


def _find(request: HttpRequest, mandate_id: UUID) -> Mandate:
    rows = Mandate.objects.visible_to(caller_of(request)).with_spent(today().year).with_people_and_areas()
    return get_object_or_404(rows, pk=mandate_id)


def _with_state(page: Iterable[Mandate], on: dt.date) -> list[tuple[Mandate, bool]]:
    return [(mandate, mandate.is_valid_on(on)) for mandate in page]


def _page_with_rights(request: HttpRequest, decisions: QuerySet[Decision]) -> Page[Any]:
    """The newest first, each with whether the caller can reverse it. Two queries."""
    rows = decisions.select_related("area", "program", "taken_by", "mandate").order_by("-taken_on", "-id")
    page: Page[Any] = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    caller, on = caller_of(request), today()
    page.object_list = [(row, row.can_be_reversed and can_reverse_decision(caller, row, on)) for row in page]
    return page
