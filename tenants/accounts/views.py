"""Pages about people: my account, the people of this municipality, invitations."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tenants.accounts import actions
from tenants.accounts.forms import AcceptForm, ChangeRolesForm, DeactivateForm, InviteForm
from tenants.accounts.mail import send_invitation
from tenants.accounts.models import Invitation, User
from tenants.accounts.policies import can_manage_users
from tenants.kit.caller import Caller, caller_of
from tenants.kit.clock import today
from tenants.kit.errors import NotFound, Refused
from tenants.kit.pages import refusals_in


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and what I may change about that."""
    return render(request, "accounts/account.html")


@login_required
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """The people who sign in here, and who has been asked to join."""
    caller = _manager(request)
    people = User.objects.visible_to(caller).order_by("-is_active", "name")
    invitations = Invitation.objects.visible_to(caller).open_on(today()).order_by("-created_at")
    return render(request, "accounts/users.html", {"people": people, "invitations": invitations})


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody to join. The link is shown once, so that it can be passed on when mail does not arrive."""
    caller = _manager(request)
    form = InviteForm(request.POST or None, for_operators=_is_operators(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            invitation, secret = actions.invite_user(**form.cleaned_data, by=caller, on=today())
            url = request.build_absolute_uri(f"/invitations/{secret}")
            is_sent = send_invitation(invitation, url=url, place=_place(request))
            return render(request, "accounts/invited.html", {"invitation": invitation, "url": url, "is_sent": is_sent})
    return render(request, "accounts/invite.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The link of an invitation stops working."""
    caller = _manager(request)
    invitation = Invitation.objects.visible_to(caller).filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound(_("There is no such invitation here."))
    actions.withdraw_invitation(invitation, by=caller)
    messages.success(request, _("The invitation of %(name)s no longer works.") % {"name": invitation.name})
    return redirect("users")


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The invited person chooses a password."""
    invitation = actions.find_invitation(secret, on=today())
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.accept_invitation(secret, password=form.cleaned_data["password"], on=today())
            messages.success(request, _("Your account is ready. Sign in with the password you chose."))
            return redirect("account_login")
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One person: other roles."""
    caller = _manager(request)
    person = _person(caller, user_id)
    form = ChangeRolesForm(request.POST or None, initial={"roles": person.roles}, for_operators=_is_operators(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_roles(person, form.cleaned_data["roles"], by=caller, reason=form.cleaned_data["reason"])
            messages.success(request, _("The roles of %(name)s are changed.") % {"name": person.name})
            return redirect("users")
    return _user_page(request, caller, person, form=form)


@login_required
@require_http_methods(["POST"])
def deactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close somebody's account, with a reason."""
    caller = _manager(request)
    person = _person(caller, user_id)
    form = DeactivateForm(request.POST, auto_id="leaving_%s")
    if form.is_valid():
        with refusals_in(form):
            actions.deactivate_user(person, by=caller, reason=form.cleaned_data["reason"])
            messages.success(request, _("The account of %(name)s is closed.") % {"name": person.name})
            return redirect("users")
    return _user_page(request, caller, person, leaving=form)


@login_required
@require_POST
def reactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    caller = _manager(request)
    person = actions.reactivate_user(_person(caller, user_id), by=caller)
    messages.success(request, _("%(name)s can sign in again.") % {"name": person.name})
    return redirect("user", person.pk)


def _user_page(
    request: HttpRequest,
    caller: Caller,
    person: User,
    *,
    form: ChangeRolesForm | None = None,
    leaving: DeactivateForm | None = None,
) -> HttpResponse:
    wrong = bool((form and form.errors) or (leaving and leaving.errors))
    context = {
        "person": person,
        "form": form or ChangeRolesForm(initial={"roles": person.roles}, for_operators=_is_operators(request)),
        "leaving": leaving or DeactivateForm(auto_id="leaving_%s"),
        "is_self": str(person.pk) == caller.id,
    }
    return render(request, "accounts/user.html", context, status=400 if wrong else 200)


def _manager(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    if not can_manage_users(caller):
        raise Refused(_("Only an administrator can manage the people of this municipality."))
    return caller


def _person(caller: Caller, user_id: UUID) -> User:
    person: User | None = User.objects.visible_to(caller).filter(pk=user_id).first()
    if person is None:
        raise NotFound(_("There is no such person here."))
    return person


def _is_operators(request: HttpRequest) -> bool:
    return getattr(request, "municipality", None) is None


def _place(request: HttpRequest) -> str:
    municipality = getattr(request, "municipality", None)
    return _("the municipality of %(name)s") % {"name": municipality.name} if municipality else "Raderwerk"
