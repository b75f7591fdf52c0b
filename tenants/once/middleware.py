"""A form that is sent twice, by a double click, a retry or a reload, is done once and answered alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.kit.caller import caller_of
from tenants.kit.errors import Problem
from tenants.kit.kept_forms import keep_form
from tenants.kit.pages import problem_page
from tenants.once.actions import StillRunning, begin, doing, drop
from tenants.once.answers import keep_answer, kept_answer
from tenants.once.models import Claim
from tenants.once.rules import digest

FIELD = "form_token"
# Made anew for every page, so it differs in a form that was loaded again.
_CSRF = "csrfmiddlewaretoken"
# A browser drops the answer to the first click and shows that to the second, so the second waits for the first.
PATIENCE, PAUSE = 10.0, 0.05


class FormsOnce:
    """Inside sessions and CSRF, around the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            request.at_the_end = stack  # type: ignore[attr-defined]
            response = self.get_response(request)
        claim: Claim | None = getattr(request, "claim", None)
        if claim is not None:
            _settle(request, claim, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """After the CSRF check: the first answer, when there is one already."""
        if request.method != "POST" or request.path_info.startswith("/api/"):
            return None
        token = request.POST.get(FIELD, "")
        if not token:
            return None if _is_unchecked(request) else _without_token(request)
        try:
            claim = _begin(request, token)
        except Problem as problem:
            return problem_page(request, problem)
        if claim.status is not None:
            return kept_answer(claim, token)
        request.claim, request.session_before = claim, request.session.session_key  # type: ignore[attr-defined]
        request.at_the_end.enter_context(doing(claim))  # type: ignore[attr-defined]
        return None


def _is_unchecked(request: HttpRequest) -> bool:
    """Django's client for tests, which is not asked for the other token either."""
    return bool(getattr(request, "_dont_enforce_csrf_checks", False))


def _without_token(request: HttpRequest) -> HttpResponse:
    """It could be done twice. Every form of ours has a token, so this is a program, or a page that was tampered with."""
    keep_form(request, request.get_full_path())
    return render(request, "once/without_token.html", status=403)


def _begin(request: HttpRequest, token: str) -> Claim:
    """The same form with other content is another request: somebody went back and corrected it."""
    content = digest(_content(request))
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return begin(sender=caller_of(request).label(), key=f"{token} {content}", fingerprint=content)
        except StillRunning:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)


def _content(request: HttpRequest) -> Iterator[bytes]:
    yield request.get_full_path().encode()
    for name, values in sorted(request.POST.lists()):
        if name != _CSRF:
            yield from (name.encode(), *(value.encode() for value in values))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (name.encode(), (file.name or "").encode(), *file.chunks())
            file.seek(0)


def _settle(request: HttpRequest, claim: Claim, response: HttpResponse) -> None:
    changes_session = request.session.session_key != request.session_before  # type: ignore[attr-defined]
    if response.cookies or changes_session or response.streaming:
        # Who is signed in, or in which language: that cannot be given again, and doing it again does no harm.
        drop(claim)
    else:
        keep_answer(claim, request.POST[FIELD], response)
