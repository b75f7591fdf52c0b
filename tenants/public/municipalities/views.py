"""The operator's pages: municipalities, and the health of the installation."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenants.accounts.models import Invitation
from tenants.kit import health
from tenants.kit.caller import Caller, caller_of
from tenants.kit.clock import now, today
from tenants.kit.confirmation import confirmation
from tenants.kit.dutch import dutch, told
from tenants.kit.errors import Invalid, NotFound
from tenants.kit.order import in_dutch
from tenants.kit.pages import add_problem, refusals_in, status_of
from tenants.kit.policies import require
from tenants.public.municipalities import actions, administrators
from tenants.public.municipalities.choices import Missing
from tenants.public.municipalities.conditions import look_at
from tenants.public.municipalities.filters import MunicipalityFilters
from tenants.public.municipalities.forms import AdministratorForm, CreateForm
from tenants.public.municipalities.models import Municipality
from tenants.public.municipalities.policies import can_run_installation

ON_A_PAGE = 50


@login_required
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """The municipalities of this installation, where they answer and how they stand, a page at a time. Three queries."""
    _operator(request)
    rows = Municipality.objects.with_host().select_related("condition").order_by(in_dutch("name"), "code")
    filters = MunicipalityFilters.on_page(request, rows)
    page = Paginator(filters.qs, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "filters": filters, "rows": [(row, _address(request, row.host)) for row in page]}
    return render(request, "municipalities/municipalities.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new municipality: its schema and its host exist when the page comes back."""
    caller = _operator(request)
    form = CreateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.create_with_administrator(
                administrator=form.administrator(), by=caller, on=today(), **form.municipality()
            )
            return _invited(request, *made)
    context = {"form": form, "domain": settings.MUNICIPALITY_DOMAIN}
    return render(request, "municipalities/create.html", context, status=status_of(form))


@login_required
@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    _operator(request)
    return _municipality_page(request, _found(code))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite_administrator(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody to manage a municipality that nobody manages: the first one did not come, or the last one left."""
    caller = _operator(request)
    found, form = _found(code), AdministratorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = administrators.invite_administrator(found, form.administrator(), by=caller, on=today())
            return _invited(request, found, *invited)
        except Invalid as problem:
            add_problem(form, problem)
    return _municipality_page(request, found, administrator=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: HttpRequest, code: str) -> HttpResponse:
    """Close a municipality's site for the moment."""
    caller, found = _operator(request), _found(code)

    def act(reason: str) -> HttpResponse:
        actions.suspend_municipality(found, by=caller, on=today(), reason=reason)
        messages.success(request, told(_("The site of %(name)s is closed."), name=dutch(found.name)))
        return redirect("municipality", found.code)

    return confirmation(
        request,
        act,
        title=told(_("Close the site of %(name)s for the moment?"), name=dutch(found.name)),
        consequence=_("While it is closed, its pages answer with a sentence. Nothing is lost."),
        button=_("Close"),
        back=reverse("municipality", args=[found.code]),
        needs_reason=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Open a municipality's site again."""
    caller, found = _operator(request), _found(code)

    def act(reason: str) -> HttpResponse:
        actions.resume_municipality(found, by=caller, on=today(), reason=reason)
        messages.success(request, told(_("The site of %(name)s is open again."), name=dutch(found.name)))
        return redirect("municipality", found.code)

    return confirmation(
        request,
        act,
        title=told(_("Open the site of %(name)s again?"), name=dutch(found.name)),
        consequence=_("Its pages and its API answer again."),
        button=_("Open"),
        back=reverse("municipality", args=[found.code]),
        needs_reason=True,
    )


@never_cache
@login_required
@require_safe
def health_page(request: HttpRequest) -> HttpResponse:
    """The same answers as /_health/ready, in words, with what to do."""
    _operator(request)
    checks = health.look()
    return render(request, "municipalities/health.html", {"checks": checks, "fine": all(c.works for c in checks)})


def _municipality_page(
    request: HttpRequest,
    found: Municipality,
    *,
    administrator: AdministratorForm | None = None,
) -> HttpResponse:
    faulty = bool(administrator and administrator.errors)
    condition = look_at(found, moment=now(), on=today())
    is_unmanaged = Missing.ADMINISTRATOR in condition.missing
    context = {
        "found": found,
        "condition": condition,
        "contact": None if Missing.SCHEMA in condition.missing else found.policy,
        "administrator_form": administrator or AdministratorForm() if is_unmanaged else None,
        "address": _address(request, found.primary_host),
    }
    return render(request, "municipalities/municipality.html", context, status=400 if faulty else 200)


def _invited(request: HttpRequest, found: Municipality, invitation: Invitation, secret: str) -> HttpResponse:
    """The link goes to the administrator; only when mail fails it is shown here, once."""
    url = administrators.send_invitation(found, invitation, secret)
    context = {"found": found, "invitation": invitation, "url": url}
    return render(request, "municipalities/administrator_invited.html", context)


def _operator(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    require(can_run_installation, caller, today())
    return caller


def _found(code: str) -> Municipality:
    found = None if "\x00" in code else Municipality.objects.filter(code=code).first()
    if found is None:
        raise NotFound(_("There is no municipality with the code %(code)s here.") % {"code": code})
    return found


def _address(request: HttpRequest, host: str | None) -> str:
    """A full address: same scheme and port as this page, other host."""
    _here, colon, port = request.get_host().partition(":")
    return f"{request.scheme}://{host}{colon}{port}/" if host else ""
