"""What a list of programmes may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.programs.choices import ProgramKind, ProgramStatus
from tenants.kit.filters import ChoicesFilter, Filters, IdFilter, SortFilter
from tenants.kit.order import in_dutch


class ProgramFilters(Filters):
    status = ChoicesFilter(choices=ProgramStatus.choices, help_text=_("Only in this state; may be repeated."))
    kind = ChoicesFilter(choices=ProgramKind.choices, help_text=_("Only of this kind; may be repeated."))
    areaId = IdFilter("program_areas__area_id", help_text=_("Only programmes for this area."))
    sort = SortFilter({"title": in_dutch("title"), "startedOn": "started_on", "updatedAt": "updated_at"})
