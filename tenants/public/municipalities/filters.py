"""What the operator's list of municipalities may be asked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenants.kit.filters import Filters, TextFilter, YesNoFilter, word


def _attention(rows: Any, _parameter: str, wanted: bool) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.needing_attention() if wanted else rows
    return found


class MunicipalityFilters(Filters):
    q = TextFilter(method=word("called"), label=_("Name, code or host"), max_length=100)
    isClosed = YesNoFilter(field_name="is_suspended", label=_("Only those whose site is closed"))
    needsAttention = YesNoFilter(method=_attention, label=_("Only those that need attention"))
