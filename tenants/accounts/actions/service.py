"""The municipality's own sign-in service, and who comes in by it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts import events
from tenants.accounts.actions.invitations import accept
from tenants.accounts.actions.people import lock_managers
from tenants.accounts.choices import MANAGERS
from tenants.accounts.discovery import NotAService, ask_anew
from tenants.accounts.letters import notice_letter
from tenants.accounts.models import Invitation, Session, SignInService, User
from tenants.accounts.policies import can_manage_users
from tenants.kit.caller import Caller
from tenants.kit.checks import check
from tenants.kit.errors import Conflict, FieldError, Refused
from tenants.kit.letters import post
from tenants.kit.models import check_seen
from tenants.kit.policies import require
from tenants.kit.sealed import seal
from tenants.kit.security_log import log_security
from tenants.kit.seen import Seen
from tenants.kit.site import Site
from tenants.outbox.actions import Change, change

# How allauth's rows name the one service that a host has.
BY_SERVICE = "service"
_CHANGED = gettext_lazy(
    "An administrator changed how people here sign in with the municipality's own service. Whoever runs that service "
    "decides who comes in as whom."
)


def set_service(
    *, secret: str, by: Caller, on: dt.date, site: Site, seen: Seen | None = None, **wanted: Any
) -> SignInService:
    """People can sign in with this service from now on. Without a secret the one that is known stays.

    Whoever runs it can come in as anybody here, so all who manage people are told. Another service knows people by other
    ids: everybody is recognised anew by their address.
    """
    require(can_manage_users, by, on)
    answers = _fault_of(str(wanted.get("issuer", "")))
    with change(by) as changing:
        lock_managers(by)
        service = SignInService.objects.select_for_update().here()
        check_seen(service, seen)
        service = service or SignInService()
        moved = {"issuer", "client_id"} & set(service.put(**wanted))
        if secret:
            service.password = seal(secret)
        # A secret that is known here goes to no other address than the one it was given for.
        owed = not service.password or ("issuer" in moved and not secret)
        check(service, on, answers, FieldError("secret", "required", _("Enter the secret.")) if owed else None)
        if moved:
            SocialAccount.objects.all().delete()
        service.save()
        changing.emit(events.SERVICE_CHANGED, service)
    _tell(events.SERVICE_CHANGED, by, site)
    return service


def remove_service(service: SignInService, *, by: Caller, on: dt.date, site: Site) -> None:
    """Nobody signs in with it any more; whoever has no password asks for one."""
    require(can_manage_users, by, on)
    with change(by) as changing:
        lock_managers(by)
        changing.emit(events.SERVICE_REMOVED, service)
        SocialAccount.objects.all().delete()
        service.delete()
    _tell(events.SERVICE_REMOVED, by, site)


def come_in_by_service(uid: str, *, email: str, on: dt.date) -> User:
    """Whom the service calls `uid`, and who has this address, for the first time. An empty address is not confirmed.

    An address may go to a successor; so once somebody came in, only the same id of the service is that person.
    """
    if not email:
        raise Refused(
            _("The service did not confirm that your e-mail address is yours, so we do not know who you are here."),
            "no_address",
        )
    user: User | None = User.objects.filter(email=email).first()
    if user is None:
        return _join(uid, email, on)
    if not user.is_active:
        return user  # the sign-in says that the account is closed
    with change(user.as_caller()) as changing:
        # The person signs in with two browsers at once: the second waits.
        _tie(changing, User.objects.select_for_update().get(pk=user.pk), uid)
    return user


def forget_identity(user: User, *, by: Caller, on: dt.date, reason: str, site: Site) -> None:
    """The service gave somebody another id, or the wrong one came in: the next who has the address is that person."""
    require(can_manage_users, by, on)
    with change(by, reason) as changing:
        lock_managers(by)
        SocialAccount.objects.filter(user=user).delete()
        Session.objects.filter(user=user).delete()
        changing.emit(events.USER_IDENTITY_FORGOTTEN, user)
    log_security(events.USER_IDENTITY_FORGOTTEN, by, account=str(user.pk))
    post(notice_letter(user, gettext_lazy("The next time that you sign in, you are recognised anew."), site=site))


def _join(uid: str, email: str, on: dt.date) -> User:
    """Somebody who is invited: that the service confirms the address says as much as the link that went there."""
    invitation = Invitation.objects.open_on(on).filter(email=email).first()
    if invitation is None:
        raise Refused(_("You have no account here yet. Ask an administrator to invite you at this address."), "unknown")
    with change(Caller("user", id=str(invitation.pk), name=invitation.name)) as changing:
        user = accept(changing, invitation, on=on, password=None)
        _tie(changing, user, uid)
    return user


def _tie(changing: Change, user: User, uid: str) -> None:
    known = SocialAccount.objects.filter(user=user).first()
    if known is not None and known.uid != uid:
        raise Conflict(
            _(
                "The service knows you by another number than before. Ask an administrator to let you be recognised anew."
            ),
            "another_identity",
        )
    if known is None:
        SocialAccount.objects.create(user=user, provider=BY_SERVICE, uid=uid)
        changing.emit(events.USER_IDENTITY_KNOWN, user)
        log_security(events.USER_IDENTITY_KNOWN, user.as_caller())


def _fault_of(issuer: str) -> FieldError | None:
    if not issuer:
        return None  # which is told already
    try:
        ask_anew(issuer)
    except NotAService:
        told = _("No sign-in service answers there. Enter the address that its manager calls the issuer.")
        return FieldError("issuer", "unreachable", told)
    return None


def _tell(event: str, by: Caller, site: Site) -> None:
    log_security(event, by)
    for manager in User.objects.active().with_role(*MANAGERS):
        post(notice_letter(manager, _CHANGED, site=site))
