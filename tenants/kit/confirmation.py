"""A grave act is asked about on a page of its own: what comes of it, a reason where one is owed, and a way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.kit.fields import ReasonField, SeenField, moment_of
from tenants.kit.pages import refusals_in, status_of

Text = str | Promise


class ReasonForm(forms.Form):
    """Why it is done, of what as it was seen. Without `asks` no reason is owed, and the form is only a button."""

    reason = ReasonField(help_text=_("Kept in the history, for whoever asks later."))
    seen = SeenField()

    def __init__(self, data: Any, *, asks: bool, is_of_a_row: bool, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        if not asks:
            del self.fields["reason"]
        if not is_of_a_row:
            del self.fields["seen"]


def confirmation(
    request: HttpRequest,
    act: Callable[..., HttpResponse],
    *,
    title: Text,
    consequence: Text,
    button: Text,
    back: str,
    needs_reason: bool = False,
    row: Model | None = None,
    asks_first: bool = False,
    hidden: dict[str, str] | None = None,
) -> HttpResponse:
    """The page that asks (GET), or the act (POST) with its reason; what the act refuses stands on the page.

    `act` does it and answers with where to go: with the reason, and, when it is about a `row` that others may change,
    with what was `seen` of it on the page before. `back` is where *Cancel* leads.
    `asks_first`: what another page sends here (POST) is asked about too, with the reason that was given there.
    """
    is_post = request.method == "POST"
    is_sure = is_post and ("is_sure" in request.POST or not asks_first)
    before = request.POST if is_post else request.GET  # what the page before sends along
    kept = None if is_post else request.POST or None  # what was typed here before a change of language
    form = ReasonForm(
        request.POST if is_sure else kept,
        asks=needs_reason,
        is_of_a_row=row is not None,
        initial={
            "reason": before.get("reason", ""),
            "seen": moment_of(row) if is_sure else before.get("seen", moment_of(row)),
        },
    )
    if is_sure and form.is_valid():
        given = form.cleaned_data
        with refusals_in(form):
            return act(given.get("reason", ""), **({} if row is None else {"seen": given["seen"]}))
    context = {"form": form, "title": title, "consequence": consequence, "button": button, "back": back}
    hidden = {**(hidden or {}), **({"is_sure": "yes"} if asks_first else {})}
    return render(request, "kit/confirm.html", {**context, "hidden": hidden}, status=status_of(form))
