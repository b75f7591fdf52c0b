"""Messages about accounts."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from tenants.accounts.models import Invitation


def send_invitation(invitation: Invitation, *, url: str, place: str) -> None:
    """Ask the person to join. `place` is the municipality, or the installation on the operator's host."""
    subject = _("Invitation to Raderwerk: %(place)s") % {"place": place}
    text = _(
        "Dear %(name)s,\n\n"
        "You are invited to work with Raderwerk of %(place)s. Choose a password here:\n\n"
        "%(url)s\n\n"
        "The link works once, until %(day)s."
    ) % {"name": invitation.name, "place": place, "url": url, "day": invitation.expires_on.isoformat()}
    send_mail(subject, text, None, [invitation.email])
