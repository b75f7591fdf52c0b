"""Decisions as a tab of a programme's page."""

from django.utils.translation import gettext_lazy as _

from programs.mandates.policies import can_see_mandates
from programs.programs.tabs import Tab

DECISIONS = Tab(
    50, _("Decisions"), "program_decisions", is_for=lambda caller, program, on: can_see_mandates(caller, on)
)
