"""Pages about working areas."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from programs.areas.actions import make_area
from programs.areas.forms import AreaForm, choosable
from programs.areas.models import Area
from programs.areas.policies import can_make_area
from programs.programs.models import Program
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.errors import Refused
from tenants.kit.pages import refusals_in
from tenants.public.municipalities.current import current_municipality

ON_A_PAGE = 50


@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Every area in use."""
    caller, on = caller_of(request), today()
    rows = Area.objects.visible_to(caller).valid_on(on).with_regions().order_by("name", "id")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "areas/area_list.html", {"page_obj": page, "can_make": can_make_area(caller)})


@require_safe
def area_page(request: HttpRequest, area_id: str) -> HttpResponse:
    """One area: what it consists of and which programmes are about it."""
    caller = caller_of(request)
    area = get_object_or_404(Area.objects.visible_to(caller).with_regions(), pk=area_id)
    programs = Program.objects.visible_to(caller).filter(areas=area).order_by("title")
    return render(request, "areas/area.html", {"area": area, "programs": programs})


@require_http_methods(["GET", "HEAD", "POST"])
def new_area(request: HttpRequest) -> HttpResponse:
    caller, on = caller_of(request), today()
    if not can_make_area(caller):
        raise Refused(_("Only an administrator, an area manager or a programme editor can make an area."))
    municipality = current_municipality()
    form = AreaForm(request.POST or None, regions=choosable(municipality.code if municipality else "", on))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_in(form):
            area = make_area(data["name"], list(data["regions"]), scale=data["scale"], by=caller, on=on)
            messages.success(request, _("The area %(area)s has been made.") % {"area": area})
            return redirect("area", area.pk)
    return render(request, "areas/new_area.html", {"form": form}, status=400 if form.errors else 200)
