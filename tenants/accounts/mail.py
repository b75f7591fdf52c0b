"""Messages about accounts."""

from __future__ import annotations

import logging

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from tenants.accounts.models import Invitation

logger = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, *, url: str, place: str) -> bool:
    """Ask the person to join; False when the mail server did not take it, so that somebody passes the link on.

    `place` is the municipality, or the installation on the operator's host.
    """
    subject = _("Invitation to Raderwerk: %(place)s") % {"place": place}
    text = _(
        "Dear %(name)s,\n\n"
        "You are invited to work with Raderwerk of %(place)s. Choose a password here:\n\n"
        "%(url)s\n\n"
        "The link works once, until %(day)s."
    ) % {"name": invitation.name, "place": place, "url": url, "day": invitation.expires_on.isoformat()}
    try:
        send_mail(subject, text, None, [invitation.email])
    except OSError:  # SMTPException is one too
        logger.exception("An invitation could not be mailed.")
        return False
    return True
