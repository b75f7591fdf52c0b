"""A form that was sent when the session was over or too often, or left for another language, is shown again with what
was typed.

What was typed waits in the session, for the address of its page and for an hour; the page shows it once, as if it had been
sent and refused. Nothing is saved by that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.dateparse import parse_datetime

from tenants.kit.caller import caller_of
from tenants.kit.clients import address_of
from tenants.kit.clock import now
from tenants.kit.limits import Counted, Room, room_of

_KEY = "kept_form"
_LONGEST = 200_000
_KEPT_FOR = dt.timedelta(hours=1)
_NOT_TYPED = ("csrfmiddlewaretoken", "form_token", "language")
# Whoever signs in types secrets; their pages keep nothing.
_NEVER = ("/account/", "/invitations/", "/api/", "/language/")
# Signing in and the API count by themselves.
_COUNTED_ELSEWHERE = ("/account/", "/api/")


class KeptForms:
    """Middleware, inside sessions: keeps what was typed when the session was over, and shows it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_kept = request.method == "GET" and _take_out(request)
        response = self.get_response(request)
        if was_kept and response.status_code == 400:
            response.status_code = 200  # nothing was sent: the page only shows what is not right yet
        if _lost_its_session(request, response):
            keep_form(request, request.get_full_path())
            return redirect_to_login(request.get_full_path())
        return response


class FormsInMeasure:
    """Middleware, before anything is done for a form: whoever sends too many in a minute is asked to wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """After the CSRF check, so that no other site can use up what somebody has."""
        if request.method != "POST" or request.path_info.startswith(_COUNTED_ELSEWHERE):
            return None
        caller = caller_of(request)
        room = room_of(Counted.FORMS, address_of(request) if caller.is_anonymous else caller.label())
        return _asked_to_wait(request, room) if room is not None and room.is_overdrawn else None


def _asked_to_wait(request: HttpRequest, room: Room) -> HttpResponse:
    if request.user.is_authenticated:
        keep_form(request, request.get_full_path())
    page = render(request, "429.html", {"seconds": room.seconds}, status=429)
    page["Retry-After"] = str(room.seconds)
    return page


def keep_form(request: HttpRequest, path: str) -> None:
    """Keep what was typed for the page at `path`."""
    typed = request.POST.copy()
    for name in _NOT_TYPED:
        typed.pop(name, None)
    text = typed.urlencode()
    if typed and len(text) <= _LONGEST and not path.startswith(_NEVER):
        request.session[_KEY] = {"path": path, "typed": text, "at": now().isoformat()}


def _take_out(request: HttpRequest) -> bool:
    """Give the page what was typed in it before, once."""
    if request.path_info.startswith(_NEVER) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    kept = request.session.get(_KEY)
    if not kept or kept["path"] != request.get_full_path():
        return False
    del request.session[_KEY]
    moment = parse_datetime(kept["at"])
    if moment is None or now() - moment > _KEPT_FOR:
        return False
    request.POST = QueryDict(kept["typed"])
    request.is_kept_form = True  # type: ignore[attr-defined]
    return True


def _lost_its_session(request: HttpRequest, response: HttpResponse) -> bool:
    """Somebody who was signed in sent a form, and is nobody now: refused, sent to sign in, or told of nothing here."""
    if request.method != "POST" or request.path_info.startswith(_NEVER) or getattr(response, "is_forgery", False):
        return False
    # Only a browser that was here before: a stranger's post leaves nothing behind. The cookie of the session goes with the
    # session; the one against forgery, with which this form has passed, stays for a year.
    was_here = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
    if request.user.is_authenticated or not was_here:
        return False
    sent_to_sign_in = response.status_code == 302 and response.get("Location", "").startswith(settings.LOGIN_URL)
    return sent_to_sign_in or response.status_code in (403, 404)
