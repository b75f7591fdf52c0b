"""Following long work: one job with its progress, and the list of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenants.jobs import actions
from tenants.jobs.models import Job
from tenants.kit.caller import caller_of
from tenants.kit.clock import now, today
from tenants.kit.confirmation import confirmation
from tenants.kit.errors import Conflict, NotFound

# htmx stops asking when it gets this status.
STOP_ASKING = 286
PER_PAGE = 25
_STOPS = gettext_lazy("The work stops at the next step. What it had not finished is not kept.")


@never_cache
@login_required
@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far it is; with `?part=progress` only the part that changes, for the page that polls."""
    found = _job(request, job_id)
    if request.GET.get("part") == "progress":
        if found.has_ended:
            response = HttpResponse(status=STOP_ASKING)
            response["HX-Refresh"] = "true"  # the ended job has a heading, a result and errors to show
            return response
        return render(request, "kit/progress_now.html", {"job": found})
    return render(request, "jobs/job.html", {"job": found, "is_lost": found.is_lost(now())})


@never_cache
@login_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """My long work, newest first; administrators and operators see everybody's."""
    paginator = Paginator(Job.objects.visible_to(caller_of(request)).order_by("-created_at"), PER_PAGE)
    return render(request, "jobs/jobs.html", {"page_obj": paginator.get_page(request.GET.get("page"))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask the work to stop."""
    found = _job(request, job_id)

    def act(_reason: str) -> HttpResponse:
        try:
            actions.cancel_job(found, by=caller_of(request))
        except Conflict as problem:
            messages.warning(request, str(problem.detail))
        else:
            messages.info(request, _STOPS)
        return redirect("job", found.pk)

    return confirmation(
        request,
        act,
        title=_("Stop “%(work)s”?") % {"work": found.title},
        consequence=_STOPS,
        button=_("Stop this work"),
        back=reverse("job", args=[found.pk]),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_again(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Do once more what was lost through no fault of whoever asked for it. The button stands on the page of the work."""
    found = _job(request, job_id)
    if request.method != "POST":
        return redirect("job", found.pk)
    try:
        again = actions.start_again(found, by=caller_of(request), on=today())
    except Conflict as problem:
        messages.warning(request, str(problem.detail))
        return redirect("job", found.pk)
    return redirect("job", again.pk)


def _job(request: HttpRequest, job_id: UUID) -> Job:
    found = Job.objects.visible_to(caller_of(request)).filter(pk=job_id).first()
    if found is None:
        raise NotFound(_("There is no such work here."))
    return found
