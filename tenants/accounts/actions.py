"""Bringing people in, giving them roles, letting them go."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts import events
from tenants.accounts.choices import Role
from tenants.accounts.models import Invitation, User
from tenants.accounts.policies import can_manage_users
from tenants.kit.caller import Caller
from tenants.kit.clock import now
from tenants.kit.errors import Conflict, Invalid, NotFound, Refused
from tenants.outbox.actions import Change, change

INVITATION_DAYS = 14
_NOT_OPEN = gettext_lazy("This invitation does not work any more. Ask your administrator for a new one.")


def create_user(*, email: str, name: str, roles: Sequence[str], password: str, by: Caller) -> User:
    """A user with a password at once: for operators, scripts and the demo. People are invited instead."""
    _check_manager(by)
    _check_person(email, name, roles)
    _check_password(password)
    with change(by) as changing:
        return _add_user(changing, email=email, name=name, roles=roles, password=password)


def invite_user(*, email: str, name: str, roles: Sequence[str], by: Caller, on: dt.date) -> tuple[Invitation, str]:
    """Ask somebody to join. Returns the invitation and the secret of its link, which is shown once and not stored.

    Asked again, the person gets a new link and the old one stops working: links get lost, and they grow old.
    """
    _check_manager(by)
    _check_person(email, name, roles)
    if User.objects.filter(email__iexact=email).exists():
        raise Invalid({"email": _("Somebody with this e-mail address already has an account here.")}, "taken")
    secret = secrets.token_urlsafe(32)
    try:
        with change(by) as changing:
            for earlier in Invitation.objects.unanswered().filter(email__iexact=email):
                _withdraw(changing, earlier)
            invitation = Invitation.objects.create(
                email=email,
                name=name,
                roles=list(roles),
                secret_hash=_hash(secret),
                invited_by=by.label(),
                expires_on=on + dt.timedelta(days=INVITATION_DAYS),
            )
            changing.emit(events.USER_INVITED, invitation, roles=list(roles))
    except IntegrityError as error:
        # Two administrators invite one person at the same moment: the second is told.
        raise Invalid({"email": _("This person already has an open invitation.")}, "taken") from error
    return invitation, secret


def withdraw_invitation(invitation: Invitation, *, by: Caller) -> None:
    """The link stops working. Withdrawn twice is withdrawn once; whoever has accepted stays."""
    _check_manager(by)
    with change(by) as changing:
        # The person accepts while the administrator withdraws: the first to lock wins.
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.accepted_at:
            raise Conflict(_("%(name)s has accepted the invitation already.") % {"name": invitation.name})
        if not invitation.withdrawn_at:
            _withdraw(changing, invitation)


def find_invitation(secret: str, *, on: dt.date) -> Invitation:
    """The open invitation of a link. A used, withdrawn or expired one is as absent as one that never was."""
    invitation: Invitation | None = Invitation.objects.open_on(on).filter(secret_hash=_hash(secret)).first()
    if invitation is None:
        raise NotFound(_NOT_OPEN)
    return invitation


def accept_invitation(secret: str, *, password: str, on: dt.date) -> User:
    """The invited person chooses a password and has an account."""
    _check_password(password)
    invitation = find_invitation(secret, on=on)
    with change(Caller("user", id=str(invitation.pk), name=invitation.name)) as changing:
        # Two tabs, one link: the second finds it accepted.
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.accepted_at:
            raise Conflict(_("This invitation has already been used. Sign in with the password you chose."))
        if invitation.withdrawn_at:
            raise NotFound(_NOT_OPEN)
        user = _add_user(
            changing, email=invitation.email, name=invitation.name, roles=invitation.roles, password=password
        )
        invitation.accepted_at = now()
        invitation.save(update_fields=["accepted_at"])
        changing.emit(events.USER_JOINED, user)
        return user


def change_roles(user: User, roles: Sequence[str], *, by: Caller, reason: str = "") -> User:
    """Other roles from now on; the person's sessions end with them: see `User._get_session_auth_hash`."""
    _check_manager(by)
    _check_roles(roles)
    if str(user.pk) == by.id and Role.ADMINISTRATOR in user.roles and Role.ADMINISTRATOR not in roles:
        raise Conflict(_("You cannot take the administrator's role from yourself. Ask another administrator."))
    with change(by, reason) as changing:
        user.roles = list(roles)
        user.save(update_fields=["roles"])
        changing.emit(events.USER_ROLES_CHANGED, user, roles=list(roles))
    return user


def deactivate_user(user: User, *, by: Caller, reason: str = "") -> User:
    """The person cannot sign in any more; what they did stays in the history."""
    _check_manager(by)
    if str(user.pk) == by.id:
        raise Conflict(_("You cannot deactivate your own account. Ask another administrator."))
    with change(by, reason) as changing:
        user.is_active = False
        user.save(update_fields=["is_active"])
        changing.emit(events.USER_DEACTIVATED, user)
    return user


def reactivate_user(user: User, *, by: Caller, reason: str = "") -> User:
    """Somebody comes back, with the roles and the password of before."""
    _check_manager(by)
    with change(by, reason) as changing:
        user.is_active = True
        user.save(update_fields=["is_active"])
        changing.emit(events.USER_REACTIVATED, user)
    return user


def _withdraw(changing: Change, invitation: Invitation) -> None:
    invitation.withdrawn_at = now()
    invitation.save(update_fields=["withdrawn_at"])
    changing.emit(events.INVITATION_WITHDRAWN, invitation)


def _add_user(changing: Change, *, email: str, name: str, roles: Sequence[str], password: str) -> User:
    if User.objects.filter(email__iexact=email).exists():
        raise Invalid({"email": _("Somebody with this e-mail address already has an account here.")}, "taken")
    user = User(email=email.strip(), name=name.strip(), roles=list(roles))
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    changing.emit(events.USER_CREATED, user, roles=list(roles))
    return user


def _check_manager(by: Caller) -> None:
    if not can_manage_users(by):
        raise Refused(_("Only an administrator can manage the people of this municipality."))


def _check_person(email: str, name: str, roles: Sequence[str]) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid({"email": _("Enter an e-mail address such as name@example.nl.")}) from error
    if not name.strip():
        raise Invalid({"name": _("Enter the person's name.")}, "required")
    _check_roles(roles)


def _check_roles(roles: Sequence[str]) -> None:
    unknown = [role for role in roles if role not in Role.values]
    if unknown:
        raise Invalid({"roles": _("There is no role “%(role)s”.") % {"role": unknown[0]}})
    if not roles:
        raise Invalid({"roles": _("Choose at least one role.")}, "required")


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise Invalid({"password": " ".join(error.messages)}) from error


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
