"""What people change about their own accounts. That it is really them, the pages ask again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tenants.accounts import events
from tenants.accounts.actions.people import check_address, check_free
from tenants.accounts.addresses import same
from tenants.accounts.letters import address_changed_letter, new_address_letter
from tenants.accounts.models import Session, User
from tenants.kit import signing
from tenants.kit.errors import Gone, Invalid
from tenants.kit.letters import post
from tenants.kit.security_log import log_security
from tenants.kit.site import Site
from tenants.outbox.actions import change

_ADDRESS = "new_address"
_VALID = dt.timedelta(days=1)


@dataclass(frozen=True)
class NewAddress:
    """An address that somebody asked for, as the link in the message to it tells."""

    user: User
    email: str


def ask_for_address(user: User, email: str, *, site: Site) -> None:
    """Send a link to an address that the person wants to have. Whether somebody has it already is not told here."""
    check_address(email)
    if same(email) == user.email:
        raise Invalid({"email": _("This is your address already.")})
    post(new_address_letter(user, email=same(email), token=address_token(user, email), site=site))


def address_token(user: User, email: str) -> str:
    """What the link carries. It dies with the person's sessions: whoever took over an account for a day keeps no key."""
    worth = user.get_session_auth_hash()
    return signing.sign(_ADDRESS, {"user": str(user.pk), "worth": worth, "from": user.email, "to": same(email)})


def find_new_address(token: str) -> NewAddress:
    """What a link asks for. Raises Gone when it is too old, or when the address was changed in another way since."""
    content = signing.read(_ADDRESS, token, valid=_VALID)
    user = User.objects.active().filter(pk=content["user"], email__in=[content["from"], content["to"]]).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), content["worth"]):
        raise Gone(_("This link does not work any more. Sign in, and ask for the change of your address again."))
    return NewAddress(user, content["to"])


def change_address(token: str, *, site: Site) -> User:
    """The address in the link is the account's from now on; the former one is told. Done twice, it is done once."""
    asked = find_new_address(token)
    former = asked.user.email
    if former == asked.email:
        return asked.user
    check_free(asked.email)
    try:
        with change(asked.user.as_caller()) as changing:
            user: User = User.objects.select_for_update().get(pk=asked.user.pk)
            if user.email != former:  # two links, opened at the same moment
                raise Gone(_("This link does not work any more."))
            user.email = asked.email
            user.save(update_fields=["email"])
            changing.emit(events.USER_ADDRESS_CHANGED, user)
    except IntegrityError:
        # Somebody else got the address between the check and the change.
        check_free(asked.email)
        raise
    log_security(events.USER_ADDRESS_CHANGED, user.as_caller())
    post(address_changed_letter(user, former=former, site=site))
    return user


def set_password(user: User, password: str) -> None:
    """Another password; all other sessions of the person end with it. The form has asked whether it is good enough."""
    with change(user.as_caller()) as changing:
        user.set_password(password)
        user.save(update_fields=["password"])
        changing.emit(events.USER_PASSWORD_CHANGED, user)
    log_security(events.USER_PASSWORD_CHANGED, user.as_caller())


def end_session(user: User, name: str) -> None:
    """One of the person's own sessions is over. Ended twice, it is over once."""
    for session in Session.objects.of(user):
        if session.name == name:
            session.delete()
            log_security("session.ended", user.as_caller())


def end_other_sessions(user: User, *, current: str) -> None:
    """All of a person's sessions are over, except the one with this key."""
    count, _kinds = Session.objects.of(user).exclude(session_key=current).delete()
    log_security("sessions.ended", user.as_caller(), count=count)


def change_language(user: User, language: str) -> None:
    """The language of what is written to this person."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid({"language": _("Choose a language from the list.")})
    with change(user.as_caller()):
        user.language = language
        user.save(update_fields=["language"])
