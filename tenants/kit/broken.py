"""What a visitor sees when something broke that no view foresaw."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import ConnectionError as ValkeyError
from redis.exceptions import TimeoutError as ValkeyTimeout

# A server that we need does not answer, or is too busy: it will again, and nothing of the request was kept.
_AWAY = (OperationalError, InterfaceError, BrokerError, ValkeyError, ValkeyTimeout)
_SECONDS = 30


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500, called while the exception is handled. Below /api the status becomes a problem document."""
    if not isinstance(sys.exc_info()[1], _AWAY):
        return server_error(request)
    response = HttpResponse(render_to_string("503.html"), status=503)  # no context: that would ask for the session
    response["Retry-After"] = str(_SECONDS)
    return response
