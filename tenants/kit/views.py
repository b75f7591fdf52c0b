"""The pages that belong to no house: front page and my work, help, accessibility, and the state of health."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from tenants.kit import front, health
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.first_steps import first_steps
from tenants.kit.kept_forms import keep_form
from tenants.kit.remembering import remembered
from tenants.kit.site import is_path_here
from tenants.kit.waiting import WaitingList, waiting_for

WAITING_SHOWN = 25
MOST_WAITING_SHOWN = 500


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Signed in: what waits for me. Otherwise: what the municipality agreed, for everyone to read."""
    return _for_everybody(request) if caller_of(request).is_anonymous else _my_work(request)


@remembered
def _for_everybody(request: HttpRequest) -> HttpResponse:
    on = today()
    context = {"sections": front.sections(caller_of(request), on), "on": on}
    return render(request, "kit/front_page.html", context)


def _my_work(request: HttpRequest) -> HttpResponse:
    caller, on = caller_of(request), today()
    waiting = waiting_for(caller, on, limit=_how_many(request.GET.get("waiting", "")))
    steps = first_steps(request, caller, on)
    context = {
        "sections": front.sections(caller, on),
        "on": on,
        "waiting": waiting,
        "heading": _heading(waiting, sum(not is_done for _step, is_done in steps)),
        "first_steps": steps,
    }
    return render(request, "kit/my_work.html", context)


def _how_many(asked: str) -> int:
    """As many as the reader asked for with "more", within reason."""
    return (
        min(max(int(asked), WAITING_SHOWN), MOST_WAITING_SHOWN) if re.fullmatch("[0-9]{1,4}", asked) else WAITING_SHOWN
    )


def _heading(waiting: WaitingList, steps: int) -> str:
    """The conclusion of the page, as a sentence."""
    count, late = waiting.count, waiting.late
    if not count and steps:
        return ngettext("%(count)s first step to go", "%(count)s first steps to go", steps) % {"count": steps}
    if not count:
        return _("Nothing waits for you")
    things = ngettext("%(count)s thing waits for you", "%(count)s things wait for you", count) % {"count": count}
    if not late:
        return things
    return ngettext("%(things)s, %(late)s is late", "%(things)s, %(late)s are late", late) % {
        "things": things,
        "late": late,
    }


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/help.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/accessibility.html")


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The process can do its work: 200, or 503 with the name of what does not answer."""
    checks = health.look()
    fine = all(check.works for check in checks)
    told = {check.name: "ok" if check.works else "unreachable" for check in checks}
    return JsonResponse({"status": "ready" if fine else "not ready", "checks": told}, status=200 if fine else 503)


def switch_language(request: HttpRequest) -> HttpResponse:
    """Another language, in the middle of a form: what was typed is there again on the page in that language."""
    path = request.GET.get("next", "")
    if not is_path_here(path):
        path = "/"
    elif request.method == "POST":
        keep_form(request, path)
    response = HttpResponseRedirect(path)
    response.cookies = set_language(request).cookies  # where Django's view would go on, is not asked
    return response


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's page for a form without the right token; marked, so that what it carried is not kept for anybody."""
    response = csrf_failure(request, reason)
    response.is_forgery = True  # type: ignore[attr-defined]
    return response
