"""Text comes in UTF-8, as every browser sends it; what says that it comes otherwise is refused before anything reads it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from tenants.kit.broken import unreadable_page

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
# Reads any bytes, and is not UTF-8.
_HARMLESS = "iso-8859-1"


def with_harmless_encoding(application: Wsgi) -> Wsgi:
    """Around Django, whose requests read their address in whatever encoding a visitor names, and do not survive some."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        sent = environ.get("CONTENT_TYPE", "")
        if not _is_harmless(sent):
            environ["CONTENT_TYPE"] = f"{sent.partition(';')[0]}; charset={_HARMLESS}"
        return application(environ, start_response)

    return serve


def _is_harmless(content_type: str) -> bool:
    try:
        charset = parse_header_parameters(content_type)[1].get("charset", "")
    except (LookupError, ValueError):
        return False
    return not charset or _is_utf8(charset) is not False


def _is_utf8(charset: str) -> bool | None:
    """None: there is no such encoding, and Django takes no notice."""
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return None
    except ValueError:
        return False


class InUtf8:
    """Middleware, before anything reads what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.encoding is not None:
            if not _is_utf8(request.encoding):
                with override(get_language_from_request(request)):
                    return unreadable_page(415, _("Text is read in UTF-8 only. Send it again in UTF-8."))
            request.encoding = "utf-8"  # one spelling of many
        return self.get_response(request)
