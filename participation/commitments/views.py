"""Pages about commitments: the work list, one commitment with its moves, and the tab of a programme."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participation.commitments import actions
from participation.commitments.choices import Side, Status
from participation.commitments.filters import CommitmentFilters
from participation.commitments.forms import MoveForm, OfferForm, ReportForm, TermsForm
from participation.commitments.models import Commitment, ProgressReport
from participation.commitments.policies import (
    can_change_commitment,
    can_change_status,
    can_offer_commitment,
    can_report_progress,
    can_see_work_list,
    moves_of,
)
from participation.commitments.querysets import CommitmentQuerySet
from participation.commitments.sentences import standing_of
from participation.partners.models import Partner
from participation.partners.policies import can_see_partners
from programs.programs.page import find_program, program_page
from tenants.accounts.models import User
from tenants.kit.caller import Caller, caller_of
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.dutch import dutch, told
from tenants.kit.errors import Problem
from tenants.kit.fields import moment_of
from tenants.kit.moves import Move
from tenants.kit.pages import add_problem, refusals_in, status_of
from tenants.kit.policies import require
from tenants.kit.seen import Seen

ON_A_PAGE = 50
_EDITING = ["GET", "HEAD", "POST"]


@require_safe
def commitment_list(request: HttpRequest) -> HttpResponse:
    """What was promised, with filters; without signing in what is public. Four queries, whatever their number."""
    caller, on = caller_of(request), today()
    rows = Commitment.objects.visible_to(caller).select_related("program", "party")
    return render(request, "commitments/commitment_list.html", _list(request, rows, on))


@require_safe
def program_commitments(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """The commitments of one programme."""
    program, caller, on = find_program(request, program_id), caller_of(request), today()
    rows = Commitment.objects.visible_to(caller).filter(program=program).select_related("party")
    context = program_page(request, program, "program_commitments") | _list(request, rows, on)
    context["can_offer"] = can_offer_commitment(caller, program, on) and not program.has_ended
    return render(request, "commitments/program_commitments.html", context)


def _list(request: HttpRequest, rows: CommitmentQuerySet, on: dt.date) -> dict[str, Any]:
    """A page of these commitments as `commitment_table.html` takes it, with what the list may be asked."""
    filters = CommitmentFilters.on_page(request, rows)
    return {
        "page_obj": Paginator(filters.qs.order_by("due_date", "id"), ON_A_PAGE).get_page(request.GET.get("page")),
        "late_count": filters.qs.late(on).count(),
        "filters": filters,
        "is_insider": can_see_partners(caller_of(request), on),
        "on": on,
    }


@require_http_methods(_EDITING)
def offer(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """A department promises something, or a partner is asked to."""
    program, caller, on = find_program(request, program_id), caller_of(request), today()
    require(can_offer_commitment, caller, program, on)
    form = OfferForm(request.POST or None, program=program, on=on)
    if request.method == "POST" and form.is_valid():
        as_draft = "draft" in request.POST
        with refusals_in(form):
            made = actions.offer_commitment(program, by=caller, on=on, as_draft=as_draft, **form.cleaned_data)
            messages.success(request, _("Saved as a draft.") if as_draft else _("The other side can answer now."))
            return redirect("commitment", made.pk)
    context = program_page(request, program, "program_commitments") | {
        "form": form,
        "has_partners": Partner.objects.active().exists(),
    }
    return render(request, "commitments/offer.html", context, status=status_of(form))


@require_safe
def commitment(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """One commitment: what, how far, what was reported, what happened, and what you can do now."""
    return _page(request, _find(request, commitment_id))


@require_http_methods(_EDITING)
def change_status(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """One of the buttons on the page of a commitment; what is grave is asked about first. Without a button: that page."""
    found, caller, on = _find(request, commitment_id), caller_of(request), today()
    require(can_change_status, caller, found, on)
    to = request.POST.get("to") or request.GET.get("to", "")
    move = next((move for move in moves_of(caller, found, on) if move.to == to), None)
    if move is not None and move.is_grave:
        return _ask(request, found, move)
    if request.method != "POST":
        return redirect("commitment", commitment_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, move_form=form, code=status_of(form))
    wanted = form.cleaned_data
    try:
        return _move(request, found, wanted["to"], wanted["reason"], wanted["seen"])
    except Problem as problem:
        if caller.is_anonymous:
            raise
        add_problem(form, problem)
        return _page(request, _find(request, commitment_id), move_form=form, code=problem.status)


def _ask(request: HttpRequest, found: Commitment, move: Move) -> HttpResponse:
    return confirmation(
        request,
        lambda reason, seen: _move(request, found, move.to, reason, seen),
        title=told("%(move)s: %(commitment)s", move=move.label, commitment=dutch(found.description[:120])),
        consequence=move.consequence,
        button=move.label,
        back=reverse("commitment", args=[found.pk]),
        needs_reason=move.needs_reason,
        row=found,
        asks_first=True,
        hidden={"to": str(move.to)},
    )


def _move(request: HttpRequest, found: Commitment, to: str, reason: str, seen: Seen | None) -> HttpResponse:
    actions.change_status(found, to, by=caller_of(request), on=today(), reason=reason, seen=seen)
    messages.success(request, _("Recorded: %(status)s.") % {"status": Status(to).label})
    return redirect("commitment", found.pk)


@require_http_methods(_EDITING)
def change_terms(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Other terms, as long as the other side has not answered."""
    found, caller, on = _find(request, commitment_id), caller_of(request), today()
    require(can_change_commitment, caller, found, on)
    form = TermsForm(request.POST or None, commitment=found, on=on)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_commitment(found, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The terms have been changed."))
            return redirect("commitment", commitment_id)
    context = {"form": form, "commitment": found, "title": _("Change what is promised"), "button": _("Save")}
    return render(request, "commitments/commitment_form.html", context, status=status_of(form))


@require_http_methods(_EDITING)
def report(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """A department reports what it did; partners do so through the API."""
    found, caller, on = _find(request, commitment_id), caller_of(request), today()
    require(can_report_progress, caller, found, on)
    form = ReportForm(request.POST or None, commitment=found, on=on)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.report_progress(found, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The report has been added."))
            return redirect("commitment", commitment_id)
    context = {"form": form, "commitment": found, "title": _("Report progress"), "button": _("Add the report")}
    return render(request, "commitments/commitment_form.html", context, status=status_of(form))


def _find(request: HttpRequest, commitment_id: UUID) -> Commitment:
    rows = Commitment.objects.visible_to(caller_of(request)).select_related("program", "party", "objective")
    return get_object_or_404(rows.with_delivered(), pk=commitment_id)


def _page(
    request: HttpRequest, found: Commitment, *, move_form: MoveForm | None = None, code: int = 200
) -> HttpResponse:
    caller, on = caller_of(request), today()
    moves = moves_of(caller, found, on)
    reports = ProgressReport.objects.filter(commitment=found).select_related("replaced_by")
    context = {
        "commitment": found,
        "standing": standing_of(found, on),
        "moves": moves,
        "need_reason": ", ".join(str(move.label) for move in moves if move.needs_reason),
        "form": move_form or MoveForm(initial={"seen": moment_of(found)}),
        "seen": moment_of(found),
        "reports": Paginator(reports, ON_A_PAGE).get_page(request.GET.get("page")),
        "history": _history(caller, found, on),
        "is_insider": can_see_partners(caller, on),
        "can_change": found.can_be_changed() and can_change_commitment(caller, found, on),
        "can_report": found.can_be_reported_on() and can_report_progress(caller, found, on),
        "on": on,
    }
    return render(request, "commitments/commitment.html", context, status=code)


def _history(caller: Caller, found: Commitment, on: dt.date) -> list[dict[str, Any]]:
    """The moves, newest first. Colleagues see which colleague made one; everybody else sees which side."""
    moves = list(found.status_changes.order_by("-created_at", "-id"))
    names: dict[str, str] = {}
    if can_see_work_list(caller, on):
        ids = [move.by.removeprefix("user:") for move in moves if move.by.startswith("user:")]
        names = {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
    side_names = {Side.PARTY: dutch(found.party.name), Side.MUNICIPALITY: _("the municipality")}
    return [{"move": move, "who": names.get(move.by) or side_names[Side(move.side)]} for move in moves]
