"""Pages about working areas."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from programs.areas import actions
from programs.areas.forms import AreaForm, ChangeForm, RetireForm, choosable
from programs.areas.models import Area
from programs.areas.policies import can_change_area, can_make_area
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.dutch import dutch, told
from tenants.kit.fields import moment_of
from tenants.kit.order import in_dutch
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.policies import require
from tenants.public.municipalities.current import current_municipality

ON_A_PAGE = 50


@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Every area in use."""
    caller, on = caller_of(request), today()
    rows = Area.objects.visible_to(caller).valid_on(on).with_regions().order_by(in_dutch("name"), "id")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "areas/area_list.html", {"page_obj": page, "can_make": can_make_area(caller, on)})


@require_safe
def area_page(request: HttpRequest, area_id: str) -> HttpResponse:
    """One area: what it consists of and which programmes are about it."""
    caller, on = caller_of(request), today()
    area = get_object_or_404(Area.objects.visible_to(caller).with_regions(), pk=area_id)
    programs = area.programs.visible_to(caller).order_by(in_dutch("title"))
    context = {"area": area, "programs": programs, "can_change": can_change_area(caller, area, on)}
    return render(request, "areas/area.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_area(request: HttpRequest) -> HttpResponse:
    caller, on = caller_of(request), today()
    require(can_make_area, caller, on)
    municipality = current_municipality()
    form = AreaForm(request.POST or None, regions=choosable(municipality.code if municipality else "", on), on=on)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_in(form):
            area = actions.make_area(data["name"], list(data["regions"]), scale=data["scale"], by=caller, on=on)
            messages.success(request, told(_("The area %(area)s has been made."), area=dutch(area)))
            return redirect("area", area.pk)
    return render(request, "areas/new_area.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def change_area(request: HttpRequest, area_id: UUID) -> HttpResponse:
    area, caller, on = _find(request, area_id), caller_of(request), today()
    require(can_change_area, caller, area, on)
    form = ChangeForm(request.POST or None, row=area, on=on, initial={"seen": moment_of(area)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_area(area, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The area has been saved."))
            return redirect("area", area.pk)
    note = _("Its regions stay as they are, and with them its figures. Does it consist of others? Make a new area.")
    return _form_page(request, area, form, _("Change the area"), _("Save"), note)


@require_http_methods(["GET", "HEAD", "POST"])
def retire_area(request: HttpRequest, area_id: UUID) -> HttpResponse:
    area, caller, on = _find(request, area_id), caller_of(request), today()
    require(can_change_area, caller, area, on)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.retire_area(area, by=caller, on=on, **form.cleaned_data)
            messages.success(request, _("The area is out of use. What was decided for it stays."))
            return redirect("area", area.pk)
    note = _("Nothing new can be set up for it from today. What was decided for it stays.")
    return _form_page(request, area, form, _("Take the area out of use"), _("Take it out of use"), note)


def _find(request: HttpRequest, area_id: UUID) -> Area:
    return get_object_or_404(Area.objects.visible_to(caller_of(request)), pk=area_id)


def _form_page(request: HttpRequest, area: Area, form: BaseForm, title: str, button: str, note: str) -> HttpResponse:
    context = {"area": area, "form": form, "form_title": title, "button": button, "form_note": note}
    return render(request, "areas/area_form.html", context, status=status_of(form))
