"""The operator's page of official figures: what is here, and bringing more in."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.forms import ImportForm
from monitoring.public.statistics.jobs import IMPORT
from monitoring.public.statistics.models import Release
from monitoring.public.statistics.policies import can_import_statistics
from tenants.jobs.actions import start_job
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.models import uuid7
from tenants.kit.pages import status_of
from tenants.kit.policies import require

PER_PAGE = 50


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def statistics(request: HttpRequest) -> HttpResponse:
    """Releases, newest import first, and a form that starts an import. Three queries."""
    caller = caller_of(request)
    require(can_import_statistics, caller, today())
    is_asked = request.method == "POST"
    form = ImportForm(
        request.POST if is_asked else None,
        request.FILES if is_asked else None,
        initial={"source": Source.RIVM_HEALTH},
    )
    if is_asked and form.is_valid():
        source, file = form.cleaned_data["source"], form.cleaned_data["file"]
        # The name is the visitor's; only its ending goes near the disk.
        upload = default_storage.save(f"imports/{uuid7()}{PurePath(file.name).suffix[:8]}", file) if file else ""
        job = start_job(
            IMPORT,
            by=caller,
            about={"what": file.name[:120] if file else source},
            upload=upload,
            source=source,
            name=file.name[:120] if file else "",
            dry_run=form.cleaned_data["is_trial"],
        )
        return redirect("job", job.pk)
    page = Paginator(Release.objects.newest_first(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page}
    return render(request, "statistics/statistics.html", context, status=status_of(form))
