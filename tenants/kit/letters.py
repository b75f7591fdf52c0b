"""Messages by e-mail. They are sent after what they tell has been stored, and a failing mail server undoes nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """A message in plain text, in the language of whoever gets it."""

    to: str
    subject: str
    text: str


@contextmanager
def in_language_of(reader: str) -> Iterator[None]:
    """Texts made inside are in this language, whatever the language of the page that causes the message."""
    with translation.override(reader):
        yield


def post(letter: Letter) -> None:
    """Give the letter to a worker, who tries until the mail server takes it. Call it after the change is stored."""
    from tenants.kit.tasks import send_letter

    try:
        send_letter.delay(**asdict(letter))
    except (OSError, OperationalError):  # no broker either: one try, now
        logger.exception("A message could not be left for a worker.")
        deliver(letter)


def deliver(letter: Letter) -> bool:
    """Hand it to the mail server now; False when it is not taken, or when there is no mail server."""
    try:
        send_mail(letter.subject, letter.text, None, [letter.to])
    except OSError:  # SMTPException is one too
        logger.exception("A message could not be sent.")
        return False
    return not settings.EMAIL_BACKEND.endswith(".console.EmailBackend")
