"""What a list of commitments may be asked, on the page and in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.commitments.choices import Status
from participation.partners.models import Partner
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.filters import ChoicesFilter, DayFilter, Filters, RowFilter, SortFilter, YesNoFilter, word
from tenants.kit.order import in_dutch


def _late(rows: Any, _parameter: str, wanted: bool) -> QuerySet[Any]:
    late: QuerySet[Any] = rows.late(today()) if wanted else rows.not_late(today())
    return late


class CommitmentFilters(Filters):
    status = ChoicesFilter(
        choices=Status.choices,
        label=_("State"),
        everything=_("all states"),
        help_text=_("Only in this state; may be repeated."),
    )
    partnerId = RowFilter(
        field_name="party",
        queryset=lambda request: Partner.objects.visible_to(caller_of(request)).order_by(in_dutch("name")),
        label=_("Partner"),
        everything=_("all partners"),
        unknown=_("There is no partner with this id that you may see."),
        help_text=_("Only what this partner promises."),
    )
    dueBefore = DayFilter(method=word("due_before"), help_text=_("Only what is due before this day."))
    isLate = YesNoFilter(
        method=_late,
        label=_("Only what is late"),
        help_text=_("Only what is late today, or with false only what is not."),
    )
    sort = SortFilter({"dueDate": "due_date", "startDate": "start_date", "updatedAt": "updated_at"})


class ReportFilters(Filters):
    sort = SortFilter({"date": "date"})
