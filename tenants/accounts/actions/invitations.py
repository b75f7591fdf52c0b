"""Bringing people in: an invitation, its link, and what becomes of it."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from django.db import IntegrityError
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenants.accounts import events
from tenants.accounts.actions.people import (
    add_user,
    check_password,
    fault_if_taken,
    lock_managers,
)
from tenants.accounts.choices import InvitationState
from tenants.accounts.duties import withdraw
from tenants.accounts.letters import invitation_letter, invitation_path
from tenants.accounts.models import Invitation, SignInService, User
from tenants.accounts.policies import can_manage_users
from tenants.kit.caller import ANONYMOUS, Caller
from tenants.kit.checks import check
from tenants.kit.clock import now
from tenants.kit.errors import Conflict, Gone, Invalid, NotFound, Refused
from tenants.kit.letters import deliver
from tenants.kit.policies import require
from tenants.kit.signing import salt
from tenants.kit.site import Site
from tenants.outbox.actions import Change, change

INVITATION_DAYS = 14


def invite_user(*, email: str, name: str, roles: Sequence[str], by: Caller, on: dt.date) -> tuple[Invitation, str]:
    """Ask somebody to join. Returns the invitation and the secret of its link, which is not stored.

    Asked again, the person gets a new link and the old one stops working: links get lost, and they grow old.
    """
    try:
        with change(by) as changing:
            return add_invitation(changing, email=email, name=name, roles=roles, on=on)
    except IntegrityError as error:
        # Two administrators invite one person at the same moment: the second is told.
        raise Invalid({"email": _("This person already has an open invitation.")}, "taken") from error


def add_invitation(
    changing: Change, *, email: str, name: str, roles: Sequence[str], on: dt.date
) -> tuple[Invitation, str]:
    """The same as a part of a larger change."""
    require(can_manage_users, changing.by, on)
    secret = secrets.token_urlsafe(32)
    lock_managers(changing.by)  # whoever is dismissed at this moment leaves no invitation behind
    for earlier in Invitation.objects.unanswered().filter(email=email):
        withdraw(changing, earlier)
    invitation = Invitation(
        email=email,
        name=name,
        roles=list(roles),
        secret_hash=_hash(secret),
        invited_by=changing.by.label(),
        expires_on=on + dt.timedelta(days=INVITATION_DAYS),
    )
    check(invitation, on, fault_if_taken(email))
    invitation.save()
    changing.emit(events.USER_INVITED, invitation, roles=invitation.roles)
    return invitation, secret


def send_invitation(invitation: Invitation, secret: str, *, by: Caller, site: Site) -> str:
    """Mail the link. When that fails, returns it, so that whoever invited passes it on; everybody can see that they do.

    Nobody else but the invited person sees the link otherwise: whoever holds it becomes that person here.
    """
    if deliver(invitation_letter(invitation, secret=secret, site=site)):
        return ""
    with change(by) as changing:
        invitation.passed_on_at = now()
        invitation.save(update_fields=["passed_on_at"])
        changing.emit(events.INVITATION_PASSED_ON, invitation)
    return site.url(invitation_path(secret))


def withdraw_invitation(invitation: Invitation, *, by: Caller, on: dt.date) -> None:
    """The link stops working. Withdrawn twice is withdrawn once; whoever has accepted stays."""
    require(can_manage_users, by, on)
    with change(by) as changing:
        # The person accepts while the administrator withdraws: the first to lock wins.
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.accepted_at:
            raise Conflict(_("%(name)s has accepted the invitation already.") % {"name": invitation.name})
        if not invitation.withdrawn_at:
            withdraw(changing, invitation)


def find_invitation(secret: str, *, on: dt.date) -> Invitation:
    """The open invitation of a link. Raises Gone for one that was open once, and says what became of it."""
    invitation: Invitation | None = Invitation.objects.filter(secret_hash=_hash(secret)).first()
    if invitation is None:
        raise NotFound(_("There is no such invitation. Check whether the whole link was copied."))
    _check_open(invitation, on)
    return invitation


def accept_invitation(secret: str, *, password: str, on: dt.date, visitor: Caller = ANONYMOUS) -> User:
    """The invited person chooses a password and has an account. `visitor` is who is signed in in that browser."""
    invitation = find_invitation(secret, on=on)
    if visitor.label() == invitation.invited_by:
        raise Refused(_("You sent this invitation yourself. Only the person you invited can accept it."))
    service = SignInService.objects.here()
    if service and service.must_be_used_by(User(roles=invitation.roles)):
        raise Refused(_("Sign in with %(service)s: then you are in.") % {"service": service.name})
    check_password(password, User(email=invitation.email, name=invitation.name))
    with change(Caller("user", id=str(invitation.pk), name=invitation.name)) as changing:
        return accept(changing, invitation, on=on, password=password)


def accept(changing: Change, invitation: Invitation, *, on: dt.date, password: str | None) -> User:
    """The same as a part of a larger change; without a password the person signs in in another way."""
    # Two tabs, one link: the second finds it accepted.
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _check_open(invitation, on)
    user = add_user(
        changing,
        email=invitation.email,
        name=invitation.name,
        roles=invitation.roles,
        password=password,
        on=on,
        language=translation.get_language(),
    )
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    changing.emit(events.USER_JOINED, user)
    return user


def _check_open(invitation: Invitation, on: dt.date) -> None:
    """Says what happened to the link and what to do now, and nothing about the person."""
    state = invitation.state_on(on)
    if state == InvitationState.ACCEPTED:
        raise Gone(_("This invitation has been used. Sign in with the password that was chosen then."), "used")
    if state == InvitationState.WITHDRAWN:
        raise Gone(
            _("This invitation has been withdrawn. Ask an administrator if you think that is wrong."), "withdrawn"
        )
    if state == InvitationState.EXPIRED:
        day = date_format(invitation.expires_on, "j F Y")
        raise Gone(
            _("This invitation worked until %(day)s. Ask an administrator for a new one.") % {"day": day}, "expired"
        )


def _hash(secret: str) -> str:
    """Another one in each municipality: in a restored copy the links of the first let nobody in."""
    return hashlib.sha256(salt(f"invitation:{secret}").encode()).hexdigest()
