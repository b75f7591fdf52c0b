"""What pages do with a refusal: into the form when there is one, otherwise onto a page that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.forms import BaseForm, CheckboxInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.kit.caller import caller_of
from tenants.kit.differences import differences
from tenants.kit.errors import Invalid, InvalidQuery, Problem, Stale, Unlikely
from tenants.kit.fields import SeenField
from tenants.kit.seen import SeenAt

_TEMPLATES = {403: "403.html", 404: "404.html"}


def add_problem(form: BaseForm, problem: Problem) -> None:
    """Put what an action refused into the form that asked for it: at its fields, or above the form."""
    if isinstance(problem, Stale):
        _show_both(form)
    if isinstance(problem, Unlikely) and "sure" in form.fields:
        form.fields["sure"].widget = CheckboxInput()
    if not isinstance(problem, Invalid) or not problem.errors:
        form.add_error(None, ValidationError(str(problem.detail), code=problem.code))
        return
    for error in problem.errors:
        form.add_error(error.field if error.field in form.fields else None, str(error.detail))


def status_of(*forms: BaseForm | None) -> int:
    """Of a page with these: 412 when whoever sent one did not see what stands there now, 400 when else something is wrong."""
    found = [faults for form in forms if form is not None for faults in form.errors.as_data().values()]
    codes = {fault.code for faults in found for fault in faults}
    if Stale.default_code in codes:
        return Stale.status
    return Invalid.status if codes else 200


def seen_in(request: HttpRequest) -> SeenAt:
    """What whoever pressed a button saw; raises Stale when the button does not say."""
    try:
        return SeenField().clean(request.POST.get("seen"))
    except ValidationError as fault:
        raise Stale(fault.message) from fault


def _show_both(form: BaseForm) -> None:
    """What was typed beside what stands now; sent again, the form says that its sender has seen that."""
    if "seen" not in form.fields:
        return
    form.differences = differences(form)  # type: ignore[attr-defined]
    sent: Any = copy(form.data)
    sent[form.add_prefix("seen")] = form.get_initial_for_field(form.fields["seen"], "seen")
    form.data = sent


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Do what a valid form asks for, the redirect included; what an action refuses goes into the form instead.

    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = make_something(by=caller, **form.cleaned_data)
            return redirect("something", made.pk)
    return render(...)
    """
    try:
        yield
    except Problem as problem:
        add_problem(form, problem)


class PrivatePages:
    """Middleware: nobody keeps the pages of somebody who signed in, neither the browser's history nor a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in {**request.COOKIES, **response.cookies}
        if has_session and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


def not_allowed_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Django answers a method that an address does not know with nothing at all; people get a page."""
    page = render(request, "405.html", status=405)
    page["Allow"] = response["Allow"]
    return page


class ProblemPages:
    """Middleware: a problem that no view caught becomes a page with the problem's own status and sentence; so does a
    method that an address does not know.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not request.path_info.startswith("/api/"):
            return not_allowed_page(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem) or request.path_info.startswith("/api/"):
            return None
        return problem_page(request, exception)


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    if problem.status == 403 and caller_of(request).is_anonymous:
        return redirect_to_login(request.get_full_path())
    template = "kit/bad_question.html" if isinstance(problem, InvalidQuery) else _TEMPLATES.get(problem.status)
    return render(request, template or "problem.html", {"problem": problem}, status=problem.status)
