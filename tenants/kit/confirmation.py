"""A grave act is asked about on a page of its own: what comes of it, a reason where one is owed, and a way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.kit.fields import ReasonField
from tenants.kit.pages import refusals_in

Text = str | Promise


class ReasonForm(forms.Form):
    """Why it is done. Without `asks` no reason is owed, and the form is only a button."""

    reason = ReasonField(help_text=_("Kept in the history, for whoever asks later."))

    def __init__(self, data: Any, *, asks: bool) -> None:
        super().__init__(data)
        if not asks:
            del self.fields["reason"]


def confirmation(
    request: HttpRequest,
    act: Callable[[str], HttpResponse],
    *,
    title: Text,
    consequence: Text,
    button: Text,
    back: str,
    needs_reason: bool = False,
    hidden: dict[str, str] | None = None,
) -> HttpResponse:
    """The page that asks (GET), or the act (POST) with its reason; what the act refuses stands on the page.

    `act` does it and answers with where to go; `back` is the address of whoever thinks better of it.
    """
    is_sent = request.method == "POST"
    form = ReasonForm(request.POST if is_sent else request.POST or None, asks=needs_reason)
    if is_sent and form.is_valid():
        with refusals_in(form):
            return act(form.cleaned_data.get("reason", ""))
    context = {"form": form, "title": title, "consequence": consequence, "button": button, "back": back}
    return render(request, "kit/confirm.html", {**context, "hidden": hidden or {}}, status=400 if form.errors else 200)
