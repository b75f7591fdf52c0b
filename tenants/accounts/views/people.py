"""Pages about the people of this host: who they are, who is invited, what they may do."""

from __future__ import annotations

from uuid import UUID

from allauth.account.utils import perform_login
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenants.accounts import actions
from tenants.accounts.duties import duties_of
from tenants.accounts.forms import AcceptForm, ChangeRolesForm, CloseForm, InviteForm, ResetForm
from tenants.accounts.models import Invitation, SignInService, User
from tenants.accounts.policies import can_manage_users
from tenants.kit.caller import Caller, caller_of
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.errors import Gone, NotFound
from tenants.kit.fields import moment_of
from tenants.kit.order import in_dutch
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.policies import require
from tenants.kit.site import site_of_request


@login_required
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """The people who sign in here, and who has been asked to join."""
    caller = manager_of(request)
    people = User.objects.visible_to(caller).order_by("-is_active", in_dutch("name"))
    invitations = Invitation.objects.visible_to(caller).open_on(today()).order_by("-created_at")
    senders = {person.as_caller().label(): person.name for person in people}
    rows = [(invitation, senders.get(invitation.invited_by, "")) for invitation in invitations]
    return render(request, "accounts/users.html", {"people": people, "invitations": rows})


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody to join. The link goes to that person; only when mail fails it is shown here, once."""
    caller = manager_of(request)
    form = InviteForm(request.POST or None, for_operators=_is_operators(request), on=today())
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            invitation, secret = actions.invite_user(**form.cleaned_data, by=caller, on=today())
            url = actions.send_invitation(invitation, secret, by=caller, site=site_of_request(request))
            return render(request, "accounts/invited.html", {"invitation": invitation, "url": url})
    return render(request, "accounts/invite.html", {"form": form}, status=status_of(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The link of an invitation stops working."""
    caller = manager_of(request)
    invitation = Invitation.objects.visible_to(caller).filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound(_("There is no such invitation here."))

    def act(_reason: str) -> HttpResponse:
        actions.withdraw_invitation(invitation, by=caller, on=today())
        messages.success(request, _("The invitation of %(name)s no longer works.") % {"name": invitation.name})
        return redirect("users")

    return confirmation(
        request,
        act,
        title=_("Withdraw the invitation of %(name)s?") % {"name": invitation.name},
        consequence=_("The link that went to %(email)s stops working at once.") % {"email": invitation.email},
        button=_("Withdraw the invitation"),
        back=reverse("users"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """The invited person chooses a password, and is signed in."""
    try:
        invitation = actions.find_invitation(secret, on=today())
    except Gone as gone:
        return render(request, "accounts/invitation_gone.html", {"gone": gone}, status=gone.status)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            password = form.cleaned_data["password"]
            user = actions.accept_invitation(secret, password=password, on=today(), visitor=caller_of(request))
            signed_in: HttpResponse = perform_login(request, user, redirect_url="/")
            return signed_in
    service = SignInService.objects.here()
    owed = bool(service and service.must_be_used_by(User(roles=invitation.roles)))
    context = {"form": form, "invitation": invitation, "service": service, "is_owed": owed}
    return render(request, "accounts/accept.html", context, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One person: other roles."""
    caller = manager_of(request)
    person = person_seen_by(caller, user_id)
    form = _roles_form(request, person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_roles(person, form.cleaned_data.pop("roles"), by=caller, on=today(), **form.cleaned_data)
            messages.success(request, _("The roles of %(name)s are changed.") % {"name": person.name})
            return redirect("users" if str(person.pk) != caller.id else "account")
    return _user_page(request, person, form=form)


@login_required
@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close somebody's account, with a reason, after seeing what they hold and naming who takes it over."""
    caller, on = manager_of(request), today()
    person = person_seen_by(caller, user_id)
    duties = duties_of(person, on)
    form = CloseForm(request.POST or None, duties=duties)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reason, successors = form.cleaned_data["reason"], form.successors()
            actions.deactivate_user(person, by=caller, on=on, reason=reason, successors=successors)
            messages.success(request, _("The account of %(name)s is closed.") % {"name": person.name})
            return redirect("users")
    kept = [duty for duty in duties if not duty.takers]
    context = {"person": person, "form": form, "kept": kept, "duties": duties}
    return render(request, "accounts/close.html", context, status=status_of(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reset_second_step(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Somebody lost their second step: take it away, with a reason. The form stands on the page of the person."""
    caller = manager_of(request)
    person = person_seen_by(caller, user_id)
    form = ResetForm(request.POST if request.method == "POST" else None, auto_id="reset_%s")
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reason = form.cleaned_data["reason"]
            actions.reset_second_step(person, by=caller, on=today(), reason=reason, site=site_of_request(request))
            messages.success(request, _("%(name)s signs in with the password alone now.") % {"name": person.name})
            return redirect("user", person.pk)
    return _user_page(request, person, resetting=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    caller = manager_of(request)
    person = person_seen_by(caller, user_id)

    def act(_reason: str) -> HttpResponse:
        actions.reactivate_user(person, by=caller, on=today())
        messages.success(request, _("%(name)s can sign in again.") % {"name": person.name})
        return redirect("user", person.pk)

    return confirmation(
        request,
        act,
        title=_("Open the account of %(name)s again?") % {"name": person.name},
        consequence=_("The person signs in as before, with these roles: %(roles)s.")
        % {"roles": ", ".join(person.role_names)},
        button=_("Open the account again"),
        back=reverse("user", args=[person.pk]),
    )


def _user_page(
    request: HttpRequest,
    person: User,
    *,
    form: ChangeRolesForm | None = None,
    resetting: ResetForm | None = None,
) -> HttpResponse:
    context = {
        "person": person,
        "identity": SocialAccount.objects.filter(user=person).first(),
        "form": form or _roles_form(request, person),
        "resetting": resetting or ResetForm(auto_id="reset_%s"),
    }
    return render(
        request,
        "accounts/user.html",
        context,
        status=max(status_of(one) for one in (form, resetting) if one) if form or resetting else 200,
    )


def _roles_form(request: HttpRequest, person: User, data: QueryDict | None = None) -> ChangeRolesForm:
    details = {"row": person, "on": today(), "initial": {"seen": moment_of(person)}}
    return ChangeRolesForm(data, for_operators=_is_operators(request), **details)


def manager_of(request: HttpRequest) -> Caller:
    """Whoever asks, if they manage the people here."""
    caller = caller_of(request)
    require(can_manage_users, caller, today())
    return caller


def person_seen_by(caller: Caller, user_id: UUID) -> User:
    person: User | None = User.objects.visible_to(caller).with_second_step().filter(pk=user_id).first()
    if person is None:
        raise NotFound(_("There is no such person here."))
    return person


def _is_operators(request: HttpRequest) -> bool:
    return getattr(request, "municipality", None) is None
