"""Pages about partners and their keys."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.partners import actions
from participation.partners.forms import ChangeForm, KeyForm, PartnerForm
from participation.partners.models import ApiKey, Partner
from participation.partners.policies import can_add_partner, can_change_partner, can_manage_keys, can_see_partners
from tenants.kit.caller import Caller, caller_of
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.dutch import dutch, told
from tenants.kit.order import in_dutch
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.policies import require

ON_A_PAGE = 50
_EDITING = ["GET", "HEAD", "POST"]


@require_safe
def partner_list(request: HttpRequest) -> HttpResponse:
    """Who takes part, with the number of working keys. Two queries, whatever their number."""
    caller, on = _insider(request)
    rows = Partner.objects.visible_to(caller).with_live_keys(on).order_by("-is_active", in_dutch("name"), "id")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "can_add": can_add_partner(caller, on), "can_manage_keys": can_manage_keys(caller, on)}
    return render(request, "partners/partner_list.html", context)


@require_http_methods(_EDITING)
def add_partner(request: HttpRequest) -> HttpResponse:
    caller, on = _insider(request)
    require(can_add_partner, caller, on)
    form = PartnerForm(request.POST or None, row=Partner(), on=on)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            partner = actions.add_partner(by=caller, on=on, **form.cleaned_data)
            messages.success(request, told(_("%(name)s takes part from now on."), name=dutch(partner.name)))
            return redirect("partner", partner.pk)
    words = {"form_title": _("Who takes part?"), "button": _("Add the partner"), "back": reverse("partners")}
    return render(request, "partners/partner_form.html", {"form": form, **words}, status=status_of(form))


@require_safe
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """One partner: whom to call, and for administrators its keys."""
    caller, on = _insider(request)
    found = _find(caller, partner_id)
    context = {"partner": found, "can_change": can_change_partner(caller, found, on), **_keys_of(caller, on, found)}
    return render(request, "partners/partner.html", context)


@require_http_methods(_EDITING)
def change_partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    caller, on = _insider(request)
    found = _find(caller, partner_id)
    require(can_change_partner, caller, found, on)
    form = ChangeForm(request.POST or None, partner=found, on=on)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_partner(found, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The partner has been saved."))
            return redirect("partner", found.pk)
    words = {
        "form_title": told(_("Change %(name)s"), name=dutch(found.name)),
        "button": _("Save"),
        "back": _address(found),
    }
    context = {"form": form, "partner": found, **words}
    return render(request, "partners/partner_form.html", context, status=status_of(form))


@require_safe
def own_keys(request: HttpRequest) -> HttpResponse:
    """The keys of the municipality's own programs."""
    return render(request, "partners/own_keys.html", _keys_of(*_key_manager(request), None))


@never_cache
@require_http_methods(_EDITING)
def issue_key(request: HttpRequest, partner_id: UUID | None = None) -> HttpResponse:
    """A new key. Its secret stands on the answer to this form and nowhere else."""
    caller, on = _key_manager(request)
    found = _find(caller, partner_id) if partner_id else None
    contact = found.contact_name if found else caller.name
    form = KeyForm(request.POST or None, owner=found, contact=contact, on=on)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            key, credential = actions.issue_api_key(found, by=caller, on=on, **form.cleaned_data)
            return _show_once(request, key, credential)
    context = {"form": form, "partner": found, "back": _address(found)}
    return render(request, "partners/issue_key.html", context, status=status_of(form))


@never_cache
@require_http_methods(_EDITING)
def rotate_key(request: HttpRequest, key_id: UUID, partner_id: UUID | None = None) -> HttpResponse:
    """A second key that may do the same; the old one works until it is revoked."""
    caller, on = _key_manager(request)
    key = _find_key(caller, partner_id, key_id)

    def act(reason: str) -> HttpResponse:
        return _show_once(request, *actions.rotate_api_key(key, by=caller, on=on))

    return confirmation(
        request,
        act,
        title=told(_("Replace the key “%(name)s”?"), name=dutch(key.name)),
        consequence=_("There will be a second key that may do the same. The old one works until you revoke it."),
        button=_("Replace by a new key"),
        back=_address(key.partner),
    )


@require_http_methods(_EDITING)
def revoke_key(request: HttpRequest, key_id: UUID, partner_id: UUID | None = None) -> HttpResponse:
    caller, on = _key_manager(request)
    key = _find_key(caller, partner_id, key_id)

    def act(reason: str) -> HttpResponse:
        actions.revoke_api_key(key, by=caller, on=on, reason=reason)
        messages.success(request, told(_("The key “%(name)s” does not work any more."), name=dutch(key.name)))
        return redirect(_address(key.partner))

    return confirmation(
        request,
        act,
        title=told(_("Revoke the key “%(name)s”?"), name=dutch(key.name)),
        consequence=_("Whatever uses it stops working at once. It cannot be made to work again."),
        button=_("Revoke"),
        back=_address(key.partner),
        needs_reason=True,
    )


@require_http_methods(_EDITING)
def stop_partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """The partner stops taking part, or takes part again."""
    caller, on = _insider(request)
    found = _find(caller, partner_id)
    require(can_change_partner, caller, found, on)
    # What was asked, not the opposite of how it stands: two people may ask for the same at once.
    stops = request.POST.get("active", "no" if found.is_active else "yes") == "no"

    def act(reason: str) -> HttpResponse:
        actions.set_partner_active(found, not stops, by=caller, on=on, reason=reason)
        text = _("%(name)s does not take part any more.") if stops else _("%(name)s takes part again.")
        messages.success(request, told(text, name=dutch(found.name)))
        return redirect("partner", partner_id)

    title = _("%(name)s stops taking part?") if stops else _("%(name)s takes part again?")
    return confirmation(
        request,
        act,
        title=told(title, name=dutch(found.name)),
        consequence=_stopping(found) if stops else _("Its keys work again, and it can promise something again."),
        button=_("This partner stops") if stops else _("This partner takes part again"),
        back=reverse("partner", args=[found.pk]),
        needs_reason=stops,
        hidden={"active": "no" if stops else "yes"},
    )


def _stopping(partner: Partner) -> str:
    sentence = _(
        "The keys of %(name)s stop working at once and nothing new can be asked of it. What it promised stays."
    )
    return told(sentence, name=dutch(partner.name))


def _insider(request: HttpRequest) -> tuple[Caller, dt.date]:
    caller, on = caller_of(request), today()
    require(can_see_partners, caller, on)
    return caller, on


def _key_manager(request: HttpRequest) -> tuple[Caller, dt.date]:
    caller, on = caller_of(request), today()
    require(can_manage_keys, caller, on)
    return caller, on


def _find(caller: Caller, partner_id: UUID) -> Partner:
    return get_object_or_404(Partner.objects.visible_to(caller), pk=partner_id)


def _find_key(caller: Caller, partner_id: UUID | None, key_id: UUID) -> ApiKey:
    rows = ApiKey.objects.visible_to(caller).select_related("partner")
    return get_object_or_404(rows, partner_id=partner_id, pk=key_id)


def _address(partner: Partner | None) -> str:
    """The page with the keys of a partner, or of the municipality itself."""
    return reverse("partner", args=[partner.pk]) if partner else reverse("own_keys")


def _keys_of(caller: Caller, on: dt.date, partner: Partner | None) -> dict[str, Any]:
    keys = ApiKey.objects.visible_to(caller).of_owner(partner)
    return {
        "keys": [(key, key.is_live(on)) for key in keys],
        "can_manage_keys": can_manage_keys(caller, on),
        "keys_address": reverse("issue_key", args=[partner.pk]) if partner else reverse("issue_own_key"),
        "can_issue": partner is None or partner.is_active,
    }


def _show_once(request: HttpRequest, key: ApiKey, credential: str) -> HttpResponse:
    address = request.build_absolute_uri("/api/v1/me")
    context = {"key": key, "partner": key.partner, "back": _address(key.partner)}
    return render(request, "partners/key_issued.html", {**context, "credential": credential, "address": address})
