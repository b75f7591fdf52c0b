"""Giving people roles, letting them go, and letting them come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts import events
from tenants.accounts.choices import MANAGERS
from tenants.accounts.duties import pass_on_duties, withdraw
from tenants.accounts.letters import notice_letter
from tenants.accounts.models import Invitation, Session, User
from tenants.accounts.policies import can_manage_users
from tenants.kit.caller import Caller
from tenants.kit.checks import check, given_reason
from tenants.kit.clock import now
from tenants.kit.errors import Conflict, FieldError, Invalid, Refused
from tenants.kit.letters import post
from tenants.kit.policies import require
from tenants.kit.security_log import log_security
from tenants.kit.seen import Seen
from tenants.kit.site import Site
from tenants.outbox.actions import Change, change

HOW_YOU_KNOW = gettext_lazy("Say why, and how you know that it is this person.")


def create_user(*, email: str, name: str, roles: Sequence[str], password: str, by: Caller, on: dt.date) -> User:
    """A user with a password at once: for operators, scripts and the demo. People are invited instead."""
    require(can_manage_users, by, on)
    check_password(password, User(email=email, name=name))
    with change(by) as changing:
        return add_user(changing, email=email, name=name, roles=roles, password=password, on=on)


def change_roles(
    user: User, roles: Sequence[str], *, by: Caller, on: dt.date, reason: str = "", seen: Seen | None = None
) -> User:
    """Other roles from now on; the person's sessions end with them: see `User._get_session_auth_hash`.

    Whoever gives up managing people takes along the invitations they sent.
    """
    require(can_manage_users, by, on)
    with change(by, given_reason(reason, owed=False)) as changing:
        managers = lock_managers(by)
        user = User.objects.select_for_update().get(pk=user.pk)
        user.check_unchanged(seen)
        user.put(roles=list(roles))
        check(user, on)
        if not MANAGERS.intersection(roles):
            check_another_stays(user, managers)
            for invitation in Invitation.objects.unanswered().filter(invited_by=user.as_caller().label()):
                withdraw(changing, invitation)
        user.save(update_fields=["roles"])
        changing.emit(events.USER_ROLES_CHANGED, user, roles=user.roles)
    return user


def deactivate_user(
    user: User, *, by: Caller, on: dt.date, reason: str = "", successors: Mapping[str, User] | None = None
) -> User:
    """The person cannot sign in any more; what they did stays in the history, what they held passes on.

    `successors` names by the key of a duty who takes it over.
    """
    require(can_manage_users, by, on)
    with change(by, reason) as changing:
        managers = lock_managers(by)
        user = User.objects.select_for_update().get(pk=user.pk)
        if not user.is_active:
            raise Conflict(_("This account is closed already."))
        check_another_stays(user, managers)
        pass_on_duties(changing, user, on, successors or {})
        user.is_active = False
        user.save(update_fields=["is_active"])
        changing.emit(events.USER_DEACTIVATED, user)
    return user


def reactivate_user(user: User, *, by: Caller, on: dt.date, reason: str = "") -> User:
    """Somebody comes back, with the roles and the password of before."""
    require(can_manage_users, by, on)
    with change(by, reason) as changing:
        lock_managers(by)
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.is_active:
            raise Conflict(_("This account is open already."))
        user.is_active = True
        user.save(update_fields=["is_active"])
        changing.emit(events.USER_REACTIVATED, user)
    return user


def reset_second_step(user: User, *, by: Caller, on: dt.date, reason: str, site: Site) -> None:
    """Somebody lost telephone and recovery codes: the password is enough again until they set up another step.

    Whoever asks for this may be a stranger, so the person is told, and all their sessions end.
    """
    require(can_manage_users, by, on)
    if str(user.pk) == by.id:
        raise Refused(_("You cannot do this for yourself. Ask another administrator."))
    with change(by, given_reason(reason, HOW_YOU_KNOW)) as changing:
        lock_managers(by)
        Authenticator.objects.filter(user=user).delete()
        Session.objects.filter(user=user).delete()
        user.second_step_reset_at = now()
        user.save(update_fields=["second_step_reset_at"])
        changing.emit(events.USER_SECOND_STEP_RESET, user)
    log_security(events.USER_SECOND_STEP_RESET, by, account=str(user.pk))
    post(notice_letter(user, gettext_lazy("An administrator took away the second step of signing in."), site=site))


def lock_managers(by: Caller) -> set[UUID]:
    """Everybody who manages people here, held until the end of the transaction.

    Two administrators take the role from each other at the same moment: the second waits, and is no longer one.
    """
    held = User.objects.active().with_role(*MANAGERS).order_by("pk").select_for_update()
    managers = set(held.values_list("pk", flat=True))
    if not by.is_system and UUID(by.id) not in managers:
        raise Refused(_("You do not manage the people here any more."))
    return managers


def check_another_stays(user: User, managers: set[UUID]) -> None:
    """Somebody is about to manage people no longer: another one must."""
    if managers == {user.pk}:
        raise Conflict(_("Nobody would be left to manage the people here. Make somebody else an administrator first."))


def add_user(
    changing: Change,
    *,
    email: str,
    name: str,
    roles: Sequence[str],
    password: str | None,
    on: dt.date,
    language: str | None = None,
) -> User:
    """Without a password somebody signs in in another way."""
    user = User(email=email, name=name, roles=list(roles), language=language or settings.LANGUAGE_CODE)
    user.set_password(password)
    check(user, on)
    user.save()
    changing.emit(events.USER_CREATED, user, roles=user.roles)
    return user


def fault_if_taken(email: str) -> FieldError | None:
    if not User.objects.filter(email=email).exists():
        return None
    return FieldError("email", "taken", _("Somebody with this e-mail address already has an account here."))


def check_free(email: str) -> None:
    if fault := fault_if_taken(email):
        raise Invalid([fault])


def check_address(email: str) -> None:
    try:
        User._meta.get_field("email").clean(email, None)
    except ValidationError as error:
        raise Invalid({"email": _("Enter an e-mail address such as name@example.nl.")}) from error


def check_password(password: str, user: User) -> None:
    """Good enough, and not taken from what everybody knows about this person."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid({"password": " ".join(error.messages)}) from error
