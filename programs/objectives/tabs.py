"""Objectives as a tab of a programme's page."""

from django.utils.translation import gettext_lazy as _

from programs.programs.tabs import Tab

OBJECTIVES = Tab(20, _("Objectives"), "program_objectives")
