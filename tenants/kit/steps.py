"""A form that asks much is asked in steps, and read once more before it is sent.

What was answered travels along in the page as hidden fields: nothing is stored before the last button, a lost session
loses nothing, and the whole form may also be sent at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.kit.choosing import FIND
from tenants.kit.differences import in_words
from tenants.kit.errors import Text
from tenants.kit.pages import refusals_in, status_of


class Step(NamedTuple):
    """One page of a form: its question and the names of the fields that it asks."""

    question: Text
    fields: tuple[str, ...]


def ask_in_steps(
    request: HttpRequest,
    form: BaseForm,
    steps: Sequence[Step],
    act: Callable[[], HttpResponse],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The page of a step (GET, or POST before the last), or the act; what is wrong stands on the first page it is on.

    `step` in the form says which page was sent, `go` which one is asked for instead. `template` extends `kit/steps.html`.
    """
    review = len(steps) + 1
    sent = form.is_bound and request.method == "POST"
    at = _number(request.POST.get("step"), review, otherwise=review if sent else 1)
    faulty = None
    if request.POST.get("go"):
        shown = _number(request.POST["go"], review, otherwise=at)
    elif sent and FIND not in request.POST:
        faulty = _first_faulty(form, steps[:at])
        if at == review and form.is_valid():
            with refusals_in(form):
                return act()
        if at == review and not form.is_valid():
            faulty = _first_faulty(form, steps) or review
        shown = faulty or at + 1
    else:
        shown = at
    _show_only(form, steps[shown - 1].fields if shown < review else (), with_faults=bool(faulty))
    return render(request, template, context | _page_of(form, steps, shown), status=status_of(form) if faulty else 200)


def _number(text: str | None, last: int, *, otherwise: int) -> int:
    """As it stands in the form's own buttons; any other spelling of a number is none."""
    return next((number for number in range(1, last + 1) if str(number) == text), otherwise)


def _first_faulty(form: BaseForm, steps: Sequence[Step]) -> int | None:
    numbers = (number for number, step in enumerate(steps, 1) if any(name in form.errors for name in step.fields))
    return next(numbers, None)


def _show_only(form: BaseForm, names: Collection[str], *, with_faults: bool) -> None:
    """Hide the fields of other steps, and keep silent about what was not asked yet."""
    for name, field in form.fields.items():
        if name not in names:
            field.widget = field.hidden_widget()
    for name in list(form.errors):
        if not with_faults or (names and name not in names):
            del form.errors[name]


def _page_of(form: BaseForm, steps: Sequence[Step], shown: int) -> dict[str, Any]:
    review = len(steps) + 1
    return {
        "form": form,
        "step": shown,
        "steps": len(steps),
        "before": shown - 1,
        "question": steps[shown - 1].question if shown < review else "",
        "answers": [(number, step.question, list(_answers(form, step))) for number, step in enumerate(steps, 1)]
        if shown == review
        else [],
    }


def _answers(form: BaseForm, step: Step) -> Iterator[tuple[BoundField, str]]:
    for name in step.fields:
        field = form[name]
        yield field, in_words(field, _read(field) if form.is_bound else field.initial)


def _read(field: BoundField) -> Any:
    """What was typed, read but not yet turned into what is stored: the last day, not the day after it."""
    try:
        return field.field.to_python(field.data)
    except ValidationError:
        return field.data
