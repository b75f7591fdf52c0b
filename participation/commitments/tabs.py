"""Commitments as a tab of a programme's page."""

from django.utils.translation import gettext_lazy as _

from programs.programs.tabs import Tab

COMMITMENTS = Tab(40, _("Commitments"), "program_commitments")
