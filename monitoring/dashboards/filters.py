"""What the list of indicators may be asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monitoring.indicators.names import OUTCOMES
from programs.programs.models import Program
from tenants.kit.caller import caller_of
from tenants.kit.filters import ChoicesFilter, Filters, RowFilter, word
from tenants.kit.order import in_dutch


class IndicatorFilters(Filters):
    outcome = ChoicesFilter(
        choices=OUTCOMES,
        method=word("with_outcomes"),
        label=_("Outcome"),
        everything=_("all outcomes"),
        help_text=_("Only with this outcome; may be repeated."),
    )
    programId = RowFilter(
        field_name="program",
        queryset=lambda request: Program.objects.visible_to(caller_of(request)).order_by(in_dutch("title"), "id"),
        label=_("Programme"),
        everything=_("all programmes"),
        unknown=_("There is no programme with this id that you may see."),
        help_text=_("Only what this programme measures."),
    )
