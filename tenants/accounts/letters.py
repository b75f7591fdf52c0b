"""What is written to people about their accounts, in their own language."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tenants.accounts.models import Invitation, SignInService, User
from tenants.kit.letters import Letter, in_language_of
from tenants.kit.site import Site


def invitation_letter(invitation: Invitation, *, secret: str, site: Site) -> Letter:
    with in_language_of(site.language):
        return Letter(
            to=invitation.email,
            subject=_("Invitation to Raderwerk: %(place)s") % {"place": site.name},
            text=_(
                "Dear %(name)s,\n\n"
                "You are invited to work with Raderwerk of %(place)s. Choose a password here:\n\n"
                "%(url)s\n\n"
                "The link works once, until %(day)s."
            )
            % {
                "name": invitation.name,
                "place": site.name,
                "url": site.url(invitation_path(secret)),
                "day": date_format(invitation.expires_on, "j F Y"),
            },
        )


def invitation_path(secret: str) -> str:
    return f"/invitations/{secret}"


def new_address_letter(user: User, *, email: str, token: str, site: Site) -> Letter:
    """To the address that somebody wants to have: only who reads mail there can confirm it."""
    with in_language_of(user.language):
        return Letter(
            to=email,
            subject=_("Confirm your e-mail address: %(place)s") % {"place": site.name},
            text=_(
                "Somebody, probably you, wants to use this address for Raderwerk of %(place)s. Confirm it here:\n\n"
                "%(url)s\n\n"
                "The link works for a day. If it was not you, do nothing: then nothing changes."
            )
            % {"place": site.name, "url": site.url(f"/account/address/{token}")},
        )


def address_changed_letter(user: User, *, former: str, site: Site) -> Letter:
    """To the address that somebody had: whoever took the account over cannot keep it quiet."""
    with in_language_of(user.language):
        return Letter(
            to=former,
            subject=_("Your e-mail address was changed: %(place)s") % {"place": site.name},
            text=_(
                "Dear %(name)s,\n\n"
                "Your account at Raderwerk of %(place)s has another e-mail address from now on, and this one no longer "
                "works for signing in. If you did not do this, tell an administrator at once."
            )
            % {"name": user.name, "place": site.name},
        )


def reset_letter(user: User, *, url: str, site: Site) -> Letter:
    with in_language_of(user.language):
        return Letter(
            to=user.email,
            subject=_("Choose a new password: %(place)s") % {"place": site.name},
            text=_(
                "Dear %(name)s,\n\n"
                "Somebody, probably you, asked for a new password for Raderwerk of %(place)s. Choose one here:\n\n"
                "%(url)s\n\n"
                "If it was not you, do nothing: your password stays as it is."
            )
            % {"name": user.name, "place": site.name, "url": url},
        )


def notice_letter(user: User, what: Promise, *, site: Site) -> Letter:
    """Something about the way in to the account is different from now on."""
    with in_language_of(user.language):
        return Letter(
            to=user.email,
            subject=_("Your account was changed: %(place)s") % {"place": site.name},
            text=_(
                "Dear %(name)s,\n\n"
                "%(what)s\n\n"
                "This is about your account at Raderwerk of %(place)s. If it was not you, tell an administrator at once."
            )
            % {"name": user.name, "what": what, "place": site.name},
        )


def service_letter(user: User, service: SignInService, *, site: Site) -> Letter:
    """To whoever asks for a new password where a password lets nobody in."""
    with in_language_of(user.language):
        return Letter(
            to=user.email,
            subject=_("How you sign in: %(place)s") % {"place": site.name},
            text=_(
                "Dear %(name)s,\n\n"
                "Somebody, probably you, asked for a new password for Raderwerk of %(place)s. You need none: you sign in "
                "with %(service)s.\n\n"
                "%(url)s"
            )
            % {"name": user.name, "place": site.name, "service": service.name, "url": site.url("/account/login/")},
        )
