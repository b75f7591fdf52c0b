from django.utils.translation import gettext_lazy as _

from tenants.kit.navigation import Destination

PROGRAMS = Destination(20, _("Programmes"), "/programs")
