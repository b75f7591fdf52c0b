"""Progress as a tab of a programme's page: the one that councillors and residents read."""

from django.utils.translation import gettext_lazy as _

from programs.programs.tabs import Tab

PROGRESS = Tab(15, _("Progress"), "program_dashboard")
