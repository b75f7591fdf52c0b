"""Who must sign in with two steps and has no second one yet, sets it up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect

# What such a person can still do: the set-up itself, proving who they are, another language, leaving.
_OPEN = ("mfa_", "account_reauthenticate", "account_logout", "switch_language", "live", "ready")


class SecondStepFirst:
    """Inside sessions, around the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not getattr(request.user, "owes_second_step", False):
            return None
        match = request.resolver_match
        if match is None or (match.url_name or "").startswith(_OPEN):
            return None
        if request.path_info.startswith("/api/"):
            return HttpResponseForbidden()
        return redirect("mfa_index")
