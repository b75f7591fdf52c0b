"""Pages about one's own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.accounts import actions
from tenants.accounts.forms import AddressForm, LanguageForm
from tenants.accounts.models import Session, User
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.site import site_of_request

# Whoever finds an open browser does not get any further: the person is asked for the password again.
asked_again = cast(
    Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]],
    reauthentication_required(app="tenants.accounts"),
)


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and in which language I am written to."""
    person = cast(User, request.user)
    form = LanguageForm(request.POST or None, initial={"language": person.language})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_language(person, form.cleaned_data["language"])
            messages.success(request, _("Saved. Messages to you are in this language from now on."))
            return redirect("account")
    return render(request, "accounts/account.html", {"form": form}, status=status_of(form))


@login_required
@asked_again
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another e-mail address. It changes when the link in the message to it is opened."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            email = form.cleaned_data["email"]
            actions.ask_for_address(cast(User, request.user), email, site=site_of_request(request))
            return render(request, "accounts/address_asked.html", {"email": email})
    return render(request, "accounts/address.html", {"form": form}, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; end one of these sessions, or all but this one."""
    person, current = cast(User, request.user), request.session.session_key or ""
    if request.method == "POST":
        if name := request.POST.get("name"):
            actions.end_session(person, name)
            messages.success(request, _("That browser is signed out."))
        else:
            actions.end_other_sessions(person, current=current)
            messages.success(request, _("All your other browsers are signed out."))
        return redirect("sessions")
    found = [(session, session.session_key == current) for session in Session.objects.of(person)]
    return render(request, "accounts/sessions.html", {"sessions": found})


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever reads mail at the new address confirms it, signed in or not."""
    asked = actions.find_new_address(token)
    if request.method == "POST":
        user = actions.change_address(token, site=site_of_request(request))
        with translation.override(user.language):
            messages.success(request, _("From now on you sign in with %(email)s.") % {"email": user.email})
        return redirect("account")
    return render(request, "accounts/address_confirm.html", {"email": asked.email})
