"""Indicators as a tab of a programme's page."""

from django.utils.translation import gettext_lazy as _

from programs.programs.tabs import Tab

INDICATORS = Tab(30, _("Indicators"), "program_indicators")
