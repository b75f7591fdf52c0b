"""Signing in with the municipality's own service, and the page on which an administrator sets it up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from tenants.accounts import actions
from tenants.accounts.actions import BY_SERVICE
from tenants.accounts.forms import ServiceForm
from tenants.accounts.models import SignInService
from tenants.accounts.openid import Conversation, does_not_answer, service_here
from tenants.accounts.views.own import asked_again
from tenants.accounts.views.people import manager_of, person_seen_by
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.dutch import dutch, told
from tenants.kit.fields import moment_of
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.site import site_of_request

# What another server says may be anything, so anything may go wrong while we read it.
_UNREADABLE = (RequestException, OAuth2Error, ValueError, TypeError, LookupError, AttributeError)
View = Callable[[HttpRequest], HttpResponse]


def _whatever_it_says(view: View) -> View:
    """A page of ours, also when the service does not answer or answers nonsense."""

    @wraps(view)
    def inside(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except _UNREADABLE as error:
            return does_not_answer(request, error)

    return inside


@never_cache
@require_safe
@_whatever_it_says
def start(request: HttpRequest) -> HttpResponse:
    """On to the service. Whoever is signed in already proves there once more who they are."""
    service_here()
    site = site_of_request(request)
    if urlsplit(f"//{request.get_host()}").hostname != site.host:
        return redirect(site.url(request.get_full_path()))  # the service sends people back there, with that session
    slowed_down: HttpResponse | None = ratelimit.consume_or_429(request, action="login")
    if slowed_down:
        return slowed_down
    provider = get_adapter().get_provider(request, BY_SERVICE)
    again = {"prompt": "login"} if request.user.is_authenticated else {}
    sent: HttpResponse = provider.redirect(
        request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request), auth_params=again
    )
    return sent


@never_cache
@require_safe
@_whatever_it_says
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the service."""
    came_back: HttpResponse = OAuth2CallbackView.adapter_view(Conversation(request, BY_SERVICE))(request)
    return came_back


@login_required
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def service_settings(request: HttpRequest) -> HttpResponse:
    """With which service people sign in here, beside or instead of a password."""
    caller, on, site = manager_of(request), today(), site_of_request(request)
    service = SignInService.objects.here()
    form = ServiceForm(request.POST or None, on=on, row=service, initial={"seen": moment_of(service)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.set_service(by=caller, on=on, site=site, **form.cleaned_data)
            messages.success(request, _("Saved. Try it in another browser before you sign out here."))
            return redirect("service_settings")
    context = {"form": form, "service": service, "callback": site.url(reverse("service_callback"))}
    return render(request, "accounts/service.html", context, status=status_of(form))


@login_required
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def remove_service(request: HttpRequest) -> HttpResponse:
    """People sign in with a password only, from now on."""
    caller, service = manager_of(request), service_here()

    def act(_reason: str) -> HttpResponse:
        actions.remove_service(service, by=caller, on=today(), site=site_of_request(request))
        messages.success(request, told(_("Nobody signs in with %(service)s any more."), service=dutch(service.name)))
        return redirect("service_settings")

    return confirmation(
        request,
        act,
        title=told(_("Stop signing in with %(service)s?"), service=dutch(service.name)),
        consequence=_(
            "Everybody signs in with a password. Whoever has none asks for one with “Forgot your password?”."
        ),
        button=_("Stop using this service"),
        back=reverse("service_settings"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forget_identity(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The service calls somebody by another id than before."""
    caller = manager_of(request)
    person = person_seen_by(caller, user_id)

    def act(reason: str) -> HttpResponse:
        site = site_of_request(request)
        actions.forget_identity(person, by=caller, on=today(), reason=reason, site=site)
        messages.success(request, _("%(name)s is recognised anew by address.") % {"name": person.name})
        return redirect("user", person.pk)

    return confirmation(
        request,
        act,
        title=_("Recognise %(name)s anew?") % {"name": person.name},
        consequence=_("All their sessions end. Whoever signs in next with the address %(email)s is this person.")
        % {"email": person.email},
        button=_("Recognise anew"),
        back=reverse("user", args=[person.pk]),
        needs_reason=True,
    )
