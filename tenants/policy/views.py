"""The settings of a municipality, on its own host."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.fields import moment_of
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.policies import require
from tenants.policy.actions import change_policy
from tenants.policy.current import current_policy
from tenants.policy.forms import PolicyForm
from tenants.policy.policies import can_change_policy


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """What this municipality has decided about its use of Raderwerk, and how it is reached."""
    caller, on = caller_of(request), today()
    require(can_change_policy, caller, on)
    policy = current_policy()
    form = PolicyForm(request.POST or None, row=policy, on=on, initial={"seen": moment_of(policy)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            change_policy(by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The settings have been saved."))
            return redirect("settings")
    return render(request, "policy/settings.html", {"form": form}, status=status_of(form))
