"""What a visitor sees when something broke that no view foresaw, or when what was sent cannot be read.

These pages ask nothing of the request any more: reading it may be what went wrong, and would go wrong again.
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import ConnectionError as ValkeyError
from redis.exceptions import TimeoutError as ValkeyTimeout

# A server that we need does not answer, or is too busy: it will again, and nothing of the request was kept.
_AWAY = (OperationalError, InterfaceError, BrokerError, ValkeyError, ValkeyTimeout)
_SECONDS = 30
_MEGABYTE = 1_000_000


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500, called while the exception is handled. Below /api the status becomes a problem document."""
    if not isinstance(sys.exc_info()[1], _AWAY):
        return HttpResponse(render_to_string("500.html"), status=500)
    response = HttpResponse(render_to_string("503.html"), status=503)  # no context: that would ask for the session
    response["Retry-After"] = str(_SECONDS)
    return response


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: what it could not read of a request, and up to where it can."""
    if isinstance(exception, RequestDataTooBig):
        size = number_format(settings.DATA_UPLOAD_MAX_MEMORY_SIZE // _MEGABYTE)
        told = _("The text of a form may be %(size)s MB at most. Go back, make it shorter and send it again.")
        return unreadable_page(413, told % {"size": size})
    if isinstance(exception, TooManyFieldsSent):
        number = number_format(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, force_grouping=True)
        told = _("A form may have %(number)s fields at most. Go back, choose less and send it again.")
        return unreadable_page(413, told % {"number": number})
    if isinstance(exception, TooManyFilesSent):
        told = _("A form may have %(number)s files at most. Go back, choose less and send it again.")
        return unreadable_page(413, told % {"number": number_format(settings.DATA_UPLOAD_MAX_NUMBER_FILES)})
    return unreadable_page(400)


def unreadable_page(status: int, told: str = "") -> HttpResponse:
    return HttpResponse(render_to_string("400.html", {"status": status, "told": told}), status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404. Django's own reads the form first, which here may be what cannot be read."""
    return render(request, "404.html", status=404)
